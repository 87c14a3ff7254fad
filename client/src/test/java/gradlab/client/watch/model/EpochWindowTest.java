package gradlab.client.watch.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochWindowTest {
  @Test
  void zoomedInItFollowsTheNewest() {
    var zoomed = EpochWindow.ALL.narrower(99);
    assertThat(range(zoomed, 99)).isEqualTo("50-99");
    assertThat(range(zoomed, 120)).isEqualTo("71-120");
    assertThat(range(zoomed.narrower(99), 99)).isEqualTo("75-99");
  }

  @Test
  void movedBackItStaysUntilItIsAtTheEndAgain() {
    var back = EpochWindow.ALL.narrower(99).earlier(99);
    assertThat(range(back, 99)).isEqualTo("25-74");
    assertThat(range(back, 120)).isEqualTo("25-74");
    assertThat(range(back.earlier(99).earlier(99), 99)).isEqualTo("0-49");
    assertThat(range(back.later(99), 120)).isEqualTo("71-120");
  }

  @Test
  void wideEnoughItIsAll() {
    assertThat(EpochWindow.ALL.narrower(99).wider(99)).isEqualTo(EpochWindow.ALL);
    assertThat(EpochWindow.ALL.earlier(99)).isEqualTo(EpochWindow.ALL);
    assertThat(EpochWindow.ALL.narrower(2)).isEqualTo(EpochWindow.ALL);
  }

  @Test
  void beforeTheFirstEpochThereIsOne() {
    assertThat(range(EpochWindow.ALL, -1)).isEqualTo("0-0");
  }

  private static String range(EpochWindow window, int newest) {
    return window.from(newest) + "-" + window.to(newest);
  }
}
