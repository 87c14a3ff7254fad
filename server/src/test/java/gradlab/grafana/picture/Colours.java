package gradlab.grafana.picture;

import gradlab.grafana.Panel;
import gradlab.grafana.Threshold;
import java.util.Map;

/** Grafana's names for colours, and which value has which. */
final class Colours {
  static final String PANEL = "#181b1f";
  static final String TEXT = "#d0d3da";
  static final String QUIET = "#8e929b";
  static final String GRID = "#2c3037";
  private static final String[] SERIES = {
    "#73bf69", "#f2495c", "#5794f2", "#f2cc0c", "#b877d9", "#ff9830", "#8ab8ff", "#c0d8ff"
  };
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("green", "#56a64b"),
          Map.entry("yellow", "#e0b400"),
          Map.entry("orange", "#e0752d"),
          Map.entry("red", "#e02f44"),
          Map.entry("dark-red", "#8f1d2c"),
          Map.entry("blue", "#3274d9"),
          Map.entry("light-blue", "#8ab8ff"),
          Map.entry("super-light-blue", "#c0d8ff"),
          Map.entry("purple", "#8f3bb8"));

  /** Red, yellow, green: Grafana's RdYlGn. */
  private static final int[][] SCHEME = {
    {165, 0, 38}, {215, 48, 39}, {244, 109, 67}, {253, 174, 97}, {254, 224, 139},
    {217, 239, 139}, {166, 217, 106}, {102, 189, 99}, {26, 152, 80}, {0, 104, 55}
  };

  private Colours() {}

  static String series(int index) {
    return SERIES[index % SERIES.length];
  }

  static String named(String name) {
    return NAMES.getOrDefault(name, "#888888");
  }

  /** Of the highest threshold that the value reaches. */
  static String of(Panel panel, double value) {
    String colour = "blue";
    for (Threshold t : panel.thresholds) {
      if (value >= t.from()) {
        colour = t.colour();
      }
    }
    return named(colour);
  }

  /**
   * @param share 0: red, 1: green
   */
  static String scheme(double share) {
    int[] c = SCHEME[(int) Math.max(0, Math.min(SCHEME.length - 1, share * SCHEME.length))];
    return "#%02x%02x%02x".formatted(c[0], c[1], c[2]);
  }
}
