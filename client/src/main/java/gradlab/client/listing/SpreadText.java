package gradlab.client.listing;

import gradlab.client.output.Column;
import gradlab.client.output.Display;
import gradlab.v1.Spread;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Means and standard deviations. Of one run there is no deviation: only its value is shown. */
public final class SpreadText {
  private SpreadText() {}

  /** For example 0.4123 ± 0.0051; of one run 0.4123. */
  public static String of(Spread spread, DoubleFunction<String> number) {
    return number.apply(spread.getMean())
        + (spread.hasStandardDeviation()
            ? " ± " + number.apply(spread.getStandardDeviation())
            : "");
  }

  public static String of(Spread spread) {
    return of(spread, Display::fixed);
  }

  /** For people: one column. */
  static <T> Column<T> column(String name, Predicate<T> present, Function<T, Spread> spread) {
    return Column.<T>number(
        name,
        row -> present.test(row) ? of(spread.apply(row)) : "",
        row -> present.test(row) ? Double.toString(spread.apply(row).getMean()) : "");
  }

  /** For programs: mean, standard deviation and how many runs, each in a column. */
  static <T> List<Column<T>> columns(
      String name, Predicate<T> present, Function<T, Spread> spread) {
    return List.of(
        Column.whole(
            name + "_mean",
            row -> present.test(row) ? Double.toString(spread.apply(row).getMean()) : ""),
        Column.whole(
            name + "_sd",
            row ->
                present.test(row) && spread.apply(row).hasStandardDeviation()
                    ? Double.toString(spread.apply(row).getStandardDeviation())
                    : ""),
        Column.whole(
            name + "_n",
            row -> present.test(row) ? Integer.toString(spread.apply(row).getN()) : ""));
  }
}
