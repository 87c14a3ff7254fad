package gradlab.figures;

import gradlab.domain.GradientFlow;
import java.util.List;

/**
 * The gradient flows of some runs side by side: a bar a layer, mean |g| on one logarithmic axis, so
 * that a gradient that is lost on its way back shows as a cliff, not as an empty plot.
 */
public final class GradientFlowFigure {
  private static final int MARGIN = 16;
  private static final int AXIS_WIDTH = 72;
  private static final int PANEL_GAP = 28;
  private static final int TITLE_LINE = 22;
  private static final int KEY_HEIGHT = 18;
  private static final int SENTENCE_LINE = 17;

  private GradientFlowFigure() {}

  /**
   * @param title names the run
   * @param sentence one sentence on this flow, shown under the title; may be empty
   * @param flow its layers, input first
   */
  public record Panel(String title, String sentence, GradientFlow flow) {}

  /**
   * An SVG document. Needs no font of its own. IllegalArgumentException where there is no panel.
   *
   * <pre>
   *  mean |g|   VGG_08                  VGG_38
   *             healthy: ...            vanishing: ...
   *   1e-2  |   ##  ##
   *   1e-4  |   ##  ##                          ##
   *   ...   |   ##  ##                  0   0   ##
   *             input_conv ...          input_conv ...
   * </pre>
   */
  public static String svg(List<Panel> panels) {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a figure of the gradient flow needs at least one run");
    }
    var layouts = panels.stream().map(PanelLayout::of).toList();
    int sentenceLines = layouts.stream().mapToInt(l -> l.sentence().size()).max().orElse(0);
    int plotTop = MARGIN + TITLE_LINE + sentenceLines * SENTENCE_LINE + 14;
    int namesHeight = layouts.stream().mapToInt(PanelLayout::namesHeight).max().orElse(0);
    var axis = LogAxis.of(panels.stream().map(Panel::flow).toList(), plotTop);
    int width =
        2 * MARGIN
            + AXIS_WIDTH
            + layouts.stream().mapToInt(PanelLayout::width).sum()
            + PANEL_GAP * (panels.size() - 1);
    int height = (int) axis.bottom() + namesHeight + KEY_HEIGHT + MARGIN;

    var svg = new Svg(width, height);
    svg.title("Gradient flow: mean |gradient| of each layer");
    svg.axisLabel(MARGIN + 12, (axis.top() + axis.bottom()) / 2, "mean |gradient|");
    int left = MARGIN + AXIS_WIDTH;
    for (PanelLayout layout : layouts) {
      new PanelDrawing(svg, axis, layout, left)
          .draw(MARGIN + TITLE_LINE - 6, SENTENCE_LINE, layout == layouts.get(0));
      left += layout.width() + PANEL_GAP;
    }
    svg.key(MARGIN + AXIS_WIDTH, height - MARGIN, PanelDrawing.CONVOLUTION, "convolution");
    svg.key(MARGIN + AXIS_WIDTH + 110, height - MARGIN, PanelDrawing.OTHER, "other layer");
    return svg.document();
  }
}
