package gradlab.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GradientVerdictTest {
  @Test
  void saysVanishingWithTheDecades() {
    var verdict = GradientVerdict.of(OptionalDouble.of(2e-14));
    assertThat(verdict.verdict()).isEqualTo("vanishing");
    assertThat(verdict.explanation())
        .contains("falls by 13.7 decades from the last convolution to the first")
        .contains("2.0e-14");
  }

  @Test
  void theBoundItselfIsHealthy() {
    assertThat(GradientVerdict.of(OptionalDouble.of(1e-3)).verdict()).isEqualTo("healthy");
    assertThat(GradientVerdict.of(OptionalDouble.of(9.99e-4)).verdict()).isEqualTo("vanishing");
    assertThat(GradientVerdict.of(OptionalDouble.of(0.4)).explanation())
        .contains("gradients reach the first layers");
  }

  @Test
  void zeroAndNotANumberAreNeverHealthy() {
    assertThat(GradientVerdict.of(OptionalDouble.of(0)).verdict()).isEqualTo("vanishing");
    assertThat(GradientVerdict.of(OptionalDouble.of(Double.NaN)).verdict()).isEqualTo("vanishing");
  }

  @Test
  void nothingMeasuredIsUnknown() {
    assertThat(GradientVerdict.of(OptionalDouble.empty()).verdict()).isEqualTo("unknown");
  }
}
