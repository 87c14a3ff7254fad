package gradlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.Cifar100;
import gradlab.dataset.Split;
import gradlab.dataset.TestImages;
import gradlab.domain.Augmentation;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
  private static final Cifar100 DATA = TestImages.madeUp(60, 1);

  /** A batch's content, kept. */
  private record Seen(List<Integer> labels, int pixelsHash, int size) {
    static Seen of(Batch batch) {
      float[] pixels = pixels(batch);
      return new Seen(
          Arrays.stream(batch.labels()).boxed().toList(), Arrays.hashCode(pixels), batch.size());
    }
  }

  @Test
  void evaluationGivesTheImagesAsTheyAreInTheGivenOrder() throws InterruptedException {
    int[] indices = {7, 3, 59, 0, 12};
    try (BatchSource source = Batches.evaluation(DATA, indices, 2)) {
      assertThat(source.batches()).isEqualTo(3);
      List<Integer> sizes = new ArrayList<>();
      int at = 0;
      for (Optional<Batch> next = source.next(); next.isPresent(); next = source.next()) {
        Batch batch = next.get();
        assertThat(batch.images().isDirect()).isTrue();
        assertThat(batch.images().order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(batch.images().remaining()).isEqualTo(batch.size() * 3072);
        sizes.add(batch.size());
        float[] pixels = pixels(batch);
        for (int i = 0; i < batch.size(); i++, at++) {
          assertThat(batch.labels()[i]).isEqualTo(DATA.label(indices[at]));
          assertThat(Arrays.copyOfRange(pixels, i * 3072, (i + 1) * 3072))
              .containsExactly(NaiveImages.plain(DATA, indices[at]));
        }
      }
      assertThat(sizes).containsExactly(2, 2, 1);
      assertThat(source.next()).isEmpty();
    }
  }

  @Property(tries = 60)
  void anEpochHasEveryImageOnceInAnotherOrder(
      @ForAll long seed,
      @ForAll @IntRange(max = 200) int epoch,
      @ForAll @IntRange(min = 1, max = 70) int batchSize)
      throws InterruptedException {
    int[] indices = IntStream.range(5, 60).toArray(); // label = index here
    List<Integer> labels = new ArrayList<>();
    try (BatchSource source = Batches.training(DATA, indices, batchSize, seed, epoch, 0)) {
      for (Seen seen : rest(source)) {
        labels.addAll(seen.labels());
      }
      assertThat(source.batches()).isEqualTo((55 + batchSize - 1) / batchSize);
    }
    List<Integer> inOrder = Arrays.stream(indices).boxed().toList();
    assertThat(labels).containsExactlyInAnyOrderElementsOf(inOrder).isNotEqualTo(inOrder);
    assertThat(indices).isEqualTo(IntStream.range(5, 60).toArray());
  }

  @Property(tries = 60)
  void goingOnFromAnyBatchGivesTheSameBytes(
      @ForAll long seed,
      @ForAll @IntRange(max = 200) int epoch,
      @ForAll @IntRange(min = 1, max = 70) int batchSize,
      @ForAll @IntRange(max = 60) int from)
      throws InterruptedException {
    int[] indices = IntStream.range(0, 60).toArray();
    List<Seen> whole;
    try (BatchSource source = Batches.training(DATA, indices, batchSize, seed, epoch, 0)) {
      whole = rest(source);
    }
    int start = Math.min(from, whole.size());
    try (BatchSource source = Batches.training(DATA, indices, batchSize, seed, epoch, start)) {
      assertThat(rest(source)).isEqualTo(whole.subList(start, whole.size()));
      assertThat(source.batches()).isEqualTo(whole.size());
    }
  }

  /** The numbers of this test must never change: checkpoints rely on them. */
  @Test
  void theOrderOfASeedIsTheSameForEver() {
    int[] order = IntStream.range(0, 10).toArray();
    Mix.shuffle(order, Mix.mix(0, 0));
    assertThat(order).containsExactly(PINNED_ORDER);
    assertThat(Mix.mix(0, 0, 0)).isEqualTo(PINNED_FIRST);
    assertThat(Mix.mix(-1, 99, 47_499)).isEqualTo(PINNED_LAST);
  }

  private static final int[] PINNED_ORDER = {4, 3, 8, 5, 0, 1, 9, 2, 7, 6};
  private static final long PINNED_FIRST = 3810165472001852932L;
  private static final long PINNED_LAST = 8867704187368337456L;

  @Test
  void seedAndEpochAndPositionAllMatter() throws InterruptedException {
    int[] indices = IntStream.range(0, 60).toArray();
    List<List<Seen>> epochs = new ArrayList<>();
    for (long[] seedAndEpoch : new long[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {-1, 0}}) {
      try (BatchSource source =
          Batches.training(DATA, indices, 60, seedAndEpoch[0], (int) seedAndEpoch[1], 0)) {
        epochs.add(rest(source));
      }
    }
    assertThat(epochs).doesNotHaveDuplicates();
  }

  @Test
  void everyPlaceIsEquallyLikelyForAnImage() {
    int[] counts = new int[8];
    for (int epoch = 0; epoch < 8_000; epoch++) {
      int[] order = IntStream.range(0, 8).toArray();
      Mix.shuffle(order, Mix.mix(42, epoch));
      counts[order[0]]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(820, 1180); // 1000 expected, 6 standard deviations
    }
  }

  @Test
  void oneRingServesOneEpochAfterTheOther() throws InterruptedException {
    BatchRing ring = new BatchRing(16);
    int[] indices = IntStream.range(0, 60).toArray();
    List<Seen> own;
    try (BatchSource source = Batches.training(DATA, indices, 16, 3, 1, 0)) {
      own = rest(source);
    }
    for (int i = 0; i < 3; i++) {
      try (BatchSource source =
          Batches.training(DATA, indices, Augmentation.COURSE, new EpochPosition(3, 1, 0), ring)) {
        assertThat(rest(source)).isEqualTo(own);
        assertThatThrownBy(() -> Batches.evaluation(DATA, indices, ring))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("in use");
      }
    }
  }

  /** An epoch that ends early must not take the file away from those after it. */
  @Test
  void aSourceClosedInMidEpochLeavesTheFileOpen(@TempDir Path directory) throws Exception {
    int[] indices = IntStream.range(0, 60).toArray();
    try (Cifar100 data = Cifar100.load(TestImages.madeUpIn(directory, 60, 1), Split.TRAIN)) {
      for (int i = 0; i < 200; i++) {
        try (BatchSource source = Batches.evaluation(data, indices, 3)) {
          assertThat(source.next()).isPresent();
        }
      }
      try (BatchSource file = Batches.training(data, indices, 7, 3, 1, 0);
          BatchSource memory = Batches.training(DATA, indices, 7, 3, 1, 0)) {
        assertThat(rest(file)).isEqualTo(rest(memory));
      }
    }
  }

  @Test
  void badArgumentsAreNamed() {
    int[] indices = {1, 60};
    assertThatThrownBy(() -> Batches.evaluation(DATA, indices, 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("60");
    assertThatThrownBy(() -> Batches.evaluation(DATA, new int[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch size is 0");
    assertThatThrownBy(() -> Batches.training(DATA, new int[] {1, 2}, 2, 0, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch 2 of an epoch that has 1 batches");
  }

  @Test
  void noImagesIsAnEpochWithoutBatches() throws InterruptedException {
    try (BatchSource source = Batches.training(DATA, new int[0], 10, 0, 0, 0)) {
      assertThat(source.batches()).isZero();
      assertThat(source.next()).isEmpty();
    }
  }

  private static List<Seen> rest(BatchSource source) throws InterruptedException {
    List<Seen> all = new ArrayList<>();
    for (Optional<Batch> next = source.next(); next.isPresent(); next = source.next()) {
      all.add(Seen.of(next.get()));
    }
    return all;
  }

  private static float[] pixels(Batch batch) {
    float[] pixels = new float[batch.images().remaining()];
    batch.images().get(pixels); // moves the position; the next images() starts at 0 again
    return pixels;
  }
}
