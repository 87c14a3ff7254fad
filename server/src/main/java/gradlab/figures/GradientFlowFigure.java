package gradlab.figures;

import gradlab.domain.LayerGradient;
import gradlab.figures.LayerBars.Bar;
import gradlab.figures.LayerFigure.Key;
import java.util.List;

/**
 * The gradient flows of some runs side by side: a bar a layer, mean |g| on one logarithmic axis, so
 * that a gradient that is lost on its way back shows as a cliff, not as an empty plot.
 */
public final class GradientFlowFigure {
  private static final String CONVOLUTION = Palette.BLUE;
  private static final String OTHER = Palette.ORANGE;
  private static final LayerFigure FIGURE =
      new LayerFigure(
          "Gradient flow: mean |gradient| of each layer",
          "mean |gradient|",
          List.of(new Key(CONVOLUTION, "convolution", 110), new Key(OTHER, "other layer", 110)));

  private GradientFlowFigure() {}

  /**
   * An SVG document. Needs no font of its own. IllegalArgumentException where there is no panel.
   */
  public static String svg(List<FlowPanel> panels) {
    return FIGURE.svg(
        panels.stream()
            .map(
                p ->
                    new LayerPanel(
                        p.title(),
                        p.sentence(),
                        p.flow().layers().stream().map(GradientFlowFigure::bar).toList()))
            .toList());
  }

  private static LayerBars bar(LayerGradient gradient) {
    String colour = gradient.layer().matches(".*_conv_\\d+") ? CONVOLUTION : OTHER;
    return new LayerBars(
        gradient.layer(), List.of(new Bar(gradient.meanAbs(), colour, gradient.layer())));
  }
}
