package gradlab.figures;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes an SVG document, element by element. Of one thread. */
final class Svg {
  private static final String STYLE =
      """
      text { font-family: sans-serif; fill: #222222 }
      .panel-title { font-size: 15px; font-weight: bold }
      .sentence { font-size: 12px; fill: #555555 }
      .decade { font-size: 11px; text-anchor: end }
      .tick { font-size: 11px; text-anchor: middle }
      .axis-label { font-size: 12px; text-anchor: middle }
      .layer { font-size: 10px; text-anchor: end }
      .key { font-size: 11px; fill: #555555 }
      .mark { font-size: 10px; font-weight: bold; text-anchor: middle }
      .grid { stroke: #dddddd; stroke-width: 1 }
      .floor { stroke: #222222; stroke-width: 1 }
      .curve { fill: none; stroke-linejoin: round }
      """;

  private final StringBuilder out = new StringBuilder();

  /** A white page; sizes in pixels. */
  Svg(int width, int height) {
    add(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">
        """,
        width, height, width, height);
    add("<style>\n%s</style>\n", STYLE);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n");
  }

  void title(String title) {
    add("<title>%s</title>\n", escaped(title));
  }

  void open(String group) {
    add("<g class=\"%s\">\n", group);
  }

  void close() {
    add("</g>\n");
  }

  void text(String style, double x, double y, String text) {
    add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", style, x, y, escaped(text));
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
        style, x1, y1, x2, y2);
  }

  /** A layer's bar; viewers show the text when they are pointed at it. */
  void bar(double x, double y, double width, double height, String colour, String shown) {
    add(
        "<rect class=\"bar\" x=\"%.1f\" y=\"%.2f\" width=\"%.1f\" height=\"%.2f\" fill=\"%s\">"
            + "<title>%s</title></rect>\n",
        x, y, width, height, colour, escaped(shown));
  }

  /** What a colour means. */
  void key(double x, double y, String colour, String text) {
    add("<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>\n", x, y - 9, colour);
    text("key", x + 14, y, text);
  }

  /** Stands where there is no bar. */
  void mark(double x, double y, String colour, String text) {
    add(
        "<text class=\"mark\" x=\"%.1f\" y=\"%.1f\" style=\"fill:%s\">%s</text>\n",
        x, y, colour, escaped(text));
  }

  /** Written upwards, its end at the point. */
  void layerName(double x, double y, String name) {
    add(
        "<text class=\"layer\" transform=\"translate(%.1f %.1f) rotate(-90)\">%s</text>\n",
        x, y, escaped(name));
  }

  void axisLabel(double x, double y, String text) {
    add(
        "<text class=\"axis-label\" transform=\"translate(%.1f %.1f) rotate(-90)\">%s</text>\n",
        x, y, escaped(text));
  }

  /**
   * A line through the points; of one point nothing.
   *
   * @param points x and y in turn, in pixels
   */
  void curve(Stroke stroke, List<double[]> points) {
    String at =
        points.stream()
            .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", p[0], p[1]))
            .collect(Collectors.joining(" "));
    add(
        "<polyline class=\"curve\" points=\"%s\" stroke=\"%s\" stroke-width=\"%.1f\"%s/>\n",
        at,
        stroke.colour(),
        stroke.width(),
        stroke.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + stroke.dashes() + "\"");
  }

  /** A point of a curve; viewers show the text when they are pointed at it. */
  void point(double x, double y, String colour, boolean filled, String shown) {
    add(
        "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" stroke=\"%s\" fill=\"%s\">"
            + "<title>%s</title></circle>\n",
        x, y, colour, filled ? colour : "#ffffff", escaped(shown));
  }

  String document() {
    return out + "</svg>\n";
  }

  /** Three digits of a value, for people. */
  static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
  }

  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments));
  }

  /** Names come from users: markup is escaped, what XML 1.0 cannot hold is replaced. */
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .map(c -> isXml(c) ? c : 0xFFFD)
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
