package gradlab.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WelchTest {
  private static final double RELATIVE = 1e-9;

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static Spread spread(double... values) {
    return Spread.of(values).orElseThrow();
  }

  /** See welch.py beside it. */
  @Test
  void isScipys() throws IOException {
    List<String> cases;
    try (var in = WelchTest.class.getResourceAsStream("welch.csv")) {
      cases = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
    assertThat(cases).hasSize(200);
    for (String line : cases) {
      String[] fields = line.split(",");
      var welch = Welch.of(spread(numbers(fields[0])), spread(numbers(fields[1]))).orElseThrow();
      double[] expected = numbers(String.join(" ", Arrays.asList(fields).subList(2, 6)));
      double[] actual = {
        welch.difference(), welch.halfWidth(), welch.degreesOfFreedom(), welch.effectSize()
      };
      for (int i = 0; i < expected.length; i++) {
        double scale = Math.max(Math.abs(expected[i]), i == 0 ? welch.halfWidth() : 0);
        assertThat(actual[i]).as(line).isCloseTo(expected[i], within(RELATIVE * scale));
      }
    }
  }

  @Test
  void oneValueSaysNothingOfTheSpread() {
    assertThat(spread(0.4).standardDeviation()).isEmpty();
    assertThat(Welch.of(spread(0.4), spread(0.1, 0.2, 0.3))).isEmpty();
    assertThat(Welch.of(spread(0.1, 0.2, 0.3), spread(0.4))).isEmpty();
    assertThat(Spread.of()).isEmpty();
  }

  @Test
  void noIntervalWhereNothingVariesOrIsNoNumber() {
    assertThat(Welch.of(spread(0.4, 0.4), spread(0.1, 0.1))).isEmpty();
    assertThat(Welch.of(spread(0.4, Double.NaN), spread(0.1, 0.2))).isEmpty();
    assertThat(Welch.of(spread(Double.POSITIVE_INFINITY, 1), spread(0.1, 0.2))).isEmpty();
    // one that varies is enough
    assertThat(Welch.of(spread(0.4, 0.4), spread(0.1, 0.2))).isPresent();
  }

  /** Squares of variances like these are 0. */
  @Test
  void tinyVariancesHaveDegreesOfFreedom() {
    var welch = Welch.of(spread(1e-100, 3e-100), spread(2e-100, 4e-100)).orElseThrow();
    assertThat(welch.degreesOfFreedom()).isCloseTo(2, within(1e-9));
    assertThat(welch.isUndecided()).isTrue();
  }
}
