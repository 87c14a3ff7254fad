package gradlab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void median() {
    assertThat(Median.of(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(Median.of(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Median.of(new long[] {9})).isEqualTo(9);
    assertThatThrownBy(() -> Median.of(new double[0])).hasMessageContaining("no values");
  }

  @Test
  void valuesKeepTheirOrder() {
    double[] values = {3, 1, 2, 6, 5, 4};
    Median.of(values);
    MedianInterval.of(values);
    assertThat(values).containsExactly(3, 1, 2, 6, 5, 4);
  }

  @Test
  void ratiosAreThoseWithinARound() {
    // the third round ran on a machine that was twice as slow: its ratio is that of the first
    var spread = Spread.ofRatios(new double[] {1, 3, 2}, new double[] {2, 4, 4});

    assertThat(spread).isEqualTo(new Spread(0.5, 0.5, 0.75));
    assertThatThrownBy(() -> Spread.ofRatios(new double[1], new double[2]))
        .hasMessageContaining("1 numbers and 2");
  }

  /** Ranks from tables of the binomial distribution, for example Conover (1999), table A3. */
  @Test
  void intervalsOfTheTables() {
    assertThat(ranks(6)).containsExactly(1, 6);
    assertThat(ranks(10)).containsExactly(2, 9);
    assertThat(ranks(20)).containsExactly(6, 15);
    assertThat(ranks(200)).containsExactly(86, 115);
    assertThat(ranks(5000)[0]).isBetween(2430, 2432); // 2500 - 1.96 * sqrt(5000) / 2
    assertThatThrownBy(() -> MedianInterval.of(new double[5])).hasMessageContaining("at least 6");
  }

  private static int[] ranks(int n) {
    var interval = MedianInterval.of(IntStream.rangeClosed(1, n).asDoubleStream().toArray());
    assertThat(interval.median()).isEqualTo((n + 1) / 2.0);
    return new int[] {(int) interval.low(), (int) interval.high()};
  }

  @Test
  void theIntervalHoldsTheTrueMedianInNineteenOfTwentyCases() {
    var random = new Random(3);
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      var values = new double[200];
      Arrays.setAll(values, j -> Math.exp(3 * random.nextGaussian())); // far from normal; median 1
      var interval = MedianInterval.of(values);
      held += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
    }
    assertThat(held).isBetween(1_890, 1_960); // 95 to 97 %, and three standard deviations
  }
}
