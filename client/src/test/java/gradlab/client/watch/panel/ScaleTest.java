package gradlab.client.watch.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void endsAreRound() {
    var scale = Scale.over(List.of(2.13, 4.57), 4, false);
    assertThat(labels(scale)).containsExactly("2.0", "3.0", "4.0", "5.0");
    assertThat(scale.share(2)).isZero();
    assertThat(scale.share(3.5)).isEqualTo(0.5);
  }

  @Test
  void zeroIsNotNegative() {
    assertThat(labels(Scale.over(List.of(0.001, 0.02), 2, false)))
        .containsExactly("0.000", "0.020");
  }

  @Test
  void oneValueIsInTheMiddle() {
    var scale = Scale.over(List.of(4.6), 3, false);
    assertThat(scale.share(4.6)).isBetween(0.2, 0.8);
    assertThat(Scale.over(List.of(0.0), 3, false).share(0)).isBetween(0.2, 0.8);
  }

  @Test
  void aLogarithmicScaleOverDecadesHasPowersOfTen() {
    var scale = Scale.over(List.of(0.0005, 3.0), 4, true);
    assertThat(labels(scale)).contains("1e-03", "1e-02", "1e+00");
    assertThat(scale.share(0.0005)).isBetween(0.0, 0.2);
  }

  @Test
  void aLogarithmicScaleWithinADecadeHasRoundNumbers() {
    var scale = Scale.over(List.of(2.1, 4.6), 4, true);
    assertThat(labels(scale)).containsExactly("2.0", "3.0", "4.0", "5.0");
    assertThat(scale.share(3)).isGreaterThan(1 / 3.0);
  }

  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(scale::label).toList();
  }
}
