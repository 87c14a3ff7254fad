package gradlab.grafana.picture;

import java.util.Locale;

/** An SVG while it is drawn. */
final class Canvas {
  private final StringBuilder out = new StringBuilder();

  Canvas(int width, int height, String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\""
            + " font-family=\"DejaVu Sans, Verdana, sans-serif\">\n<title>%s</title>\n",
        width, height, width, escaped(title));
    rect(0, 0, width, height, "#111217");
  }

  void rect(double x, double y, double width, double height, String colour) {
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
        x, y, width, Math.max(0, height), colour);
  }

  /** {@code anchor}: start, middle or end. */
  void text(double x, double y, double size, String anchor, String colour, String text) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
        x, y, size, anchor, colour, escaped(text));
  }

  /** Written upwards, its end at the point. */
  void upwards(double x, double y, double size, String colour, String text) {
    add(
        "<text transform=\"translate(%.1f %.1f) rotate(-90)\" font-size=\"%.1f\""
            + " text-anchor=\"end\" fill=\"%s\">%s</text>\n",
        x, y, size, colour, escaped(text));
  }

  /** {@code dashes}: empty for a solid line. */
  void path(String d, String colour, double width, String dashes) {
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"%s/>\n",
        d, colour, width, dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"");
  }

  /** A filled shape. */
  void area(String d, String colour) {
    add("<path d=\"%s\" fill=\"%s\"/>\n", d, colour);
  }

  void dot(double x, double y, String colour) {
    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"%s\"/>\n", x, y, colour);
  }

  String document() {
    return out + "</svg>\n";
  }

  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
