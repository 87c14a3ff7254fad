package gradlab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTimesTest {
  private final StepTimes times = new StepTimes();

  @Test
  void whatIsTakenIsTakenOnce() {
    times.step(2_000_000_000L, 500_000_000L);
    times.step(1_000_000_000L, 250_000_000L);
    var taken = times.take();
    assertThat(taken.seconds()).containsExactly(2, 1);
    assertThat(taken.waitSeconds()).isEqualTo(0.75);
    assertThat(taken.leftOut()).isZero();
    assertThat(times.take().seconds()).isEmpty();
    assertThat(times.take().waitSeconds()).isZero();
  }

  @Test
  void tooManyAreCountedButNotKept() {
    for (int i = 0; i < StepTimes.CAPACITY + 3; i++) {
      times.step(1_000, 1_000_000);
    }
    var taken = times.take();
    assertThat(taken.seconds()).hasSize(StepTimes.CAPACITY);
    assertThat(taken.leftOut()).isEqualTo(3);
    assertThat(taken.waitSeconds()).isEqualTo((StepTimes.CAPACITY + 3) / 1e3);
  }
}
