package gradlab.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.bench.child.Mode;
import gradlab.data.Batch;
import gradlab.data.BatchSource;
import gradlab.dataset.DatasetLocation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpochsFeedTest {
  private final List<Integer> epochs = new ArrayList<>();
  private final List<Integer> closed = new ArrayList<>();

  @Test
  void goesOnWithoutShortBatchesAndAddsUp() throws Exception {
    try (var feed = new EpochsFeed(2, Source::new)) {
      for (int i = 0; i < 5; i++) {
        assertThat(feed.next().size()).isEqualTo(2);
      }
      assertThat(epochs).containsExactly(0, 1, 2);
      assertThat(closed).containsExactly(0, 1);
      // 3 batches in each of two epochs, 1 in the third
      assertThat(feed.waitNanos()).isEqualTo(7 * 10);
      assertThat(feed.cpuNanos()).isEqualTo(7 * 100);
    }
    assertThat(closed).containsExactly(0, 1, 2);
  }

  @Test
  void theSampleHasBatchesForBothModes() throws Exception {
    var data = new RealData(DatasetLocation.sample(), 100);
    for (var mode : Mode.values()) {
      try (var feed = data.open(mode)) {
        for (int i = 0; i < 40; i++) { // more than two epochs
          assertThat(feed.next().size()).isEqualTo(100);
        }
        assertThat(feed.cpuNanos()).isPositive();
      }
    }
    assertThatThrownBy(() -> new RealData(DatasetLocation.sample(), 2_000).open(Mode.TRAIN))
        .hasMessageContaining("1900 training images are not enough for a batch of 2000");
  }

  /** Two batches of two and one of one; each takes 10 ns of waiting and 100 of CPU time. */
  private final class Source implements BatchSource {
    private final Iterator<Batch> batches =
        List.<Batch>of(ReadyBatch.random(2, 10), ReadyBatch.random(2, 10), ReadyBatch.random(1, 10))
            .iterator();
    private final int epoch;
    private int given;

    Source(int epoch) {
      this.epoch = epoch;
      epochs.add(epoch);
    }

    @Override
    public Optional<Batch> next() {
      given++;
      return Optional.of(batches.next());
    }

    @Override
    public long waitNanos() {
      return given * 10L;
    }

    @Override
    public long cpuNanos() {
      return given * 100L;
    }

    @Override
    public int batches() {
      return 3;
    }

    @Override
    public void close() {
      closed.add(epoch);
    }
  }
}
