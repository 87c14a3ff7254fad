package gradlab.figures;

import gradlab.domain.LayerGradient;
import java.util.List;
import java.util.Locale;

/** Draws one panel. */
final class PanelDrawing {
  /** Okabe and Ito, "Color Universal Design" (2008): told apart by colour-blind people, too. */
  static final String CONVOLUTION = "#0072b2";

  static final String OTHER = "#e69f00";
  private static final String NOTHING = "#d55e00";

  private final Svg svg;
  private final LogAxis axis;
  private final PanelLayout layout;
  private final int left;

  PanelDrawing(Svg svg, LogAxis axis, PanelLayout layout, int left) {
    this.svg = svg;
    this.axis = axis;
    this.layout = layout;
    this.left = left;
  }

  /**
   * @param titleY base line of the title
   * @param labels whether the axis' labels are left of this panel
   */
  void draw(int titleY, int sentenceLine, boolean labels) {
    svg.open("panel");
    svg.text("panel-title", left, titleY, layout.panel().title());
    for (int i = 0; i < layout.sentence().size(); i++) {
      svg.text("sentence", left, titleY + (i + 1) * sentenceLine, layout.sentence().get(i));
    }
    grid(labels);
    List<LayerGradient> layers = layout.panel().flow().layers();
    for (int i = 0; i < layers.size(); i++) {
      layer(layers.get(i), left + (i + 0.5) * layout.layerWidth());
    }
    svg.line("floor", left, axis.bottom(), left + layout.width(), axis.bottom());
    svg.close();
  }

  private void grid(boolean labels) {
    for (int exponent = axis.floor(); exponent <= axis.ceiling(); exponent++) {
      double y = axis.y(Math.pow(10, exponent));
      svg.line("grid", left, y, left + layout.width(), y);
      if (labels && (axis.ceiling() - exponent) % axis.labelEvery() == 0) {
        svg.text("decade", left - 8, y + 4, exponent == 0 ? "1" : "1e" + exponent);
      }
    }
  }

  private void layer(LayerGradient gradient, double center) {
    double value = gradient.meanAbs();
    double barWidth = Math.min(layout.layerWidth() * 0.72, 30);
    String shown = "%s: %s".formatted(gradient.layer(), number(value));
    if (value > 0 && Double.isFinite(value)) {
      String colour = gradient.layer().matches(".*_conv_\\d+") ? CONVOLUTION : OTHER;
      double y = axis.y(value);
      svg.bar(center - barWidth / 2, y, barWidth, axis.bottom() - y, colour, shown);
    } else {
      svg.bar(center - barWidth / 2, axis.bottom(), barWidth, 0, NOTHING, shown);
      svg.mark(center, axis.bottom() - 4, NOTHING, value == 0 ? "0" : number(value));
    }
    svg.layerName(center + 4, axis.bottom() + 8, gradient.layer());
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
  }
}
