package gradlab.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LogAxisTest {
  @Property
  void everyValueFitsAndGreaterOnesAreLonger(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -300, max = 300) Double> exponents,
      @ForAll @IntRange(min = 4, max = 60) int cells) {
    List<Double> values = exponents.stream().map(e -> Math.pow(10, e)).sorted().toList();
    var axis = LogAxis.over(values);
    double last = 0;
    for (double value : values) {
      double length = axis.length(value, cells);
      assertThat(length).isBetween(Math.max(0.125, last), (double) cells);
      assertThat(Glyphs.ASCII.bar(length).length()).isLessThanOrEqualTo(cells);
      assertThat(Glyphs.UNICODE.bar(length).length()).isLessThanOrEqualTo(cells);
      last = length;
    }
    assertThat(axis.labels(cells).length()).isLessThanOrEqualTo(Math.max(cells, 6));
  }

  @Test
  void whatHasNoLogarithmHasNoBar() {
    var axis = LogAxis.over(List.of(0.0, Double.NaN, Double.POSITIVE_INFINITY, -1.0, 1e-3, 1e-1));
    assertThat(axis).isEqualTo(new LogAxis(-3, -1));
    assertThat(axis.length(0, 10)).isZero();
    assertThat(axis.length(Double.NaN, 10)).isZero();
    assertThat(axis.length(Double.POSITIVE_INFINITY, 10)).isZero();
    assertThat(LogAxis.over(List.of(0.0))).isEqualTo(new LogAxis(-1, 0));
    assertThat(LogAxis.over(List.of(1.0))).isEqualTo(new LogAxis(0, 1));
  }
}
