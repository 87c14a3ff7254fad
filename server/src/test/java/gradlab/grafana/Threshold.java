package gradlab.grafana;

/**
 * From this value on, this colour.
 *
 * @param from negative infinity: the lowest colour
 * @param colour one of Grafana's names
 */
public record Threshold(double from, String colour) {
  static Threshold lowest(String colour) {
    return new Threshold(Double.NEGATIVE_INFINITY, colour);
  }
}
