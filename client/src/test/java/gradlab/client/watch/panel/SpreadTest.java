package gradlab.client.watch.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void nothingThatIsWrongIsHidden() {
    assertThat(Spread.of(List.of(1e-4, 1e-2)).words()).isEqualTo("1.0e-04");
    assertThat(Spread.of(List.of(1e-4, 1e-2)).middle())
        .isCloseTo(1e-3, org.assertj.core.data.Percentage.withPercentage(0.1));
    assertThat(Spread.of(List.of(0.0, 1e-2)).words()).isEqualTo("0");
    assertThat(Spread.of(List.of(0.0, Double.NaN)).words()).isEqualTo("NaN/Inf");
    assertThat(Spread.of(List.of(0.0)).most()).isZero();
  }
}
