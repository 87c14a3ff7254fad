package gradlab.client.output;

import java.util.function.Function;

/**
 * One column of a listing.
 *
 * @param name as scripts know it, for example val_acc
 * @param right whether a table aligns it to the right, as numbers are
 * @param shown the value for people, rounded; empty when there is none
 * @param exact the value for programs, in full precision; empty when there is none
 */
public record Column<T>(
    String name, boolean right, Function<T, String> shown, Function<T, String> exact) {

  public static <T> Column<T> text(String name, Function<T, String> value) {
    return new Column<>(name, false, value, value);
  }

  public static <T> Column<T> whole(String name, Function<T, String> value) {
    return new Column<>(name, true, value, value);
  }

  public static <T> Column<T> number(
      String name, Function<T, String> shown, Function<T, String> exact) {
    return new Column<>(name, true, shown, exact);
  }
}
