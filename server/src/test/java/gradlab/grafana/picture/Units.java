package gradlab.grafana.picture;

import java.util.Locale;

/** Values as Grafana writes them. */
final class Units {
  private Units() {}

  static String text(String unit, double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return switch (unit) {
      case "percentunit" -> number(100 * value) + " %";
      case "s" -> value != 0 && Math.abs(value) < 1 ? number(1000 * value) + " ms" : seconds(value);
      case "bytes" -> bytes(value);
      case "ops", "reqps" -> number(value) + " /s";
      case "celsius" -> number(value) + " °C";
      case "watt" -> number(value) + " W";
      case "sci" -> String.format(Locale.ROOT, "%.1e", value);
      default -> number(value);
    };
  }

  private static String seconds(double value) {
    return value >= 120 ? number(value / 60) + " min" : number(value) + " s";
  }

  private static String bytes(double value) {
    String[] names = {"B", "KiB", "MiB", "GiB", "TiB"};
    int power = 0;
    double left = value;
    while (Math.abs(left) >= 1024 && power < names.length - 1) {
      left /= 1024;
      power++;
    }
    return number(left) + " " + names[power];
  }

  /** Three digits. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e5) {
      return Long.toString(Math.round(value));
    }
    if (size >= 1e5 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.2g", value);
    }
    String text =
        String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    return size < 0.01 ? String.format(Locale.ROOT, "%.4f", value) : text;
  }
}
