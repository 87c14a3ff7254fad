package gradlab.figures;

import gradlab.domain.GradientFlow;
import java.util.List;

/** The gradient flows of some runs side by side. */
public final class GradientFlowFigure {
  private GradientFlowFigure() {}

  /**
   * @param sentence one sentence on this flow, shown under the title
   */
  public record Panel(String title, String sentence, GradientFlow flow) {}

  /** An SVG document. */
  public static String svg(List<Panel> panels) {
    throw new UnsupportedOperationException();
  }
}
