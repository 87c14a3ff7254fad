package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.Cause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
  @TempDir Path state;
  private final List<String> done = new ArrayList<>();
  private long free = 1_000_000_000;
  private boolean allPaused = true;
  private DiskWatch watch;

  @BeforeEach
  void watch() {
    watch =
        new DiskWatch(
            state,
            100_000_000,
            () -> free,
            new DiskWatch.Runs() {
              @Override
              public void pauseAll(Cause cause, String why) {
                done.add("pause: " + why);
              }

              @Override
              public boolean goOn(Cause cause) {
                done.add("go on");
                return allPaused;
              }
            });
  }

  @Test
  void letsGoOnWhatAnEarlierServerPaused() {
    watch.look();
    watch.look();
    assertThat(done).containsExactly("go on");
    assertThat(state.resolve("disk-reserve")).hasSize(1 << 20);
  }

  @Test
  void pausesBelowTheLimitAndGoesOnAtTwiceIt() {
    watch.look();
    done.clear();
    free = 99_999_999;
    watch.look();
    assertThat(done)
        .containsExactly(
            "pause: only 100.0 MB are free on the disk of "
                + state
                + ", at least 100.0 MB are needed; goes on when there is room");
    assertThat(watch.problem()).isPresent();
    assertThat(state.resolve("disk-reserve")).as("given up for the logs").doesNotExist();
    free = 150_000_000; // not yet: it would pause again at once
    watch.look();
    assertThat(done).hasSize(1);
    assertThat(watch.problem()).isPresent();
    free = 200_000_000;
    watch.look();
    assertThat(done).endsWith("go on").hasSize(2);
    assertThat(watch.problem()).isEmpty();
    assertThat(state.resolve("disk-reserve")).exists();
  }

  /** There may be room again before a run has paused. */
  @Test
  void asksAgainForRunsThatAreStillPausing() {
    free = 0;
    watch.look();
    free = 1_000_000_000;
    allPaused = false;
    watch.look();
    allPaused = true;
    watch.look();
    watch.look();
    assertThat(done.stream().filter("go on"::equals)).hasSize(2);
  }

  @Test
  void asksAgainForPausesThatCouldNotBeWritten() {
    free = 0;
    watch.look();
    watch.look();
    assertThat(done).hasSize(2).allMatch(d -> d.startsWith("pause"));
  }
}
