package gradlab.figures;

import gradlab.figures.LayerBars.Bar;
import java.util.List;

/** Draws one panel. */
final class PanelDrawing {
  private static final String NOTHING = Palette.VERMILLION;

  /** A bar's share of the width of the one that it is drawn over. */
  private static final double NARROWER = 0.5;

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
    List<LayerBars> layers = layout.panel().layers();
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

  private void layer(LayerBars layer, double center) {
    double width = Math.min(layout.layerWidth() * 0.72, 30);
    for (Bar bar : layer.bars()) {
      draw(bar, center, width);
      width *= NARROWER;
    }
    layer.bars().stream()
        .filter(bar -> !bar.hasHeight())
        .findFirst()
        .ifPresent(bar -> svg.mark(center, axis.bottom() - 4, NOTHING, Svg.number(bar.value())));
    svg.layerName(center + 4, axis.bottom() + 8, layer.layer());
  }

  private void draw(Bar bar, double center, double width) {
    double top = bar.hasHeight() ? axis.y(bar.value()) : axis.bottom();
    String colour = bar.hasHeight() ? bar.colour() : NOTHING;
    String shown = bar.shown() + ": " + Svg.number(bar.value());
    svg.bar(center - width / 2, top, width, axis.bottom() - top, colour, shown);
  }
}
