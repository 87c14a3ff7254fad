package gradlab.client.view;

import gradlab.client.console.Screen;
import gradlab.client.output.Display;
import gradlab.v1.DiagnoseRunResponse;
import gradlab.v1.Evidence;
import gradlab.v1.Finding;
import java.io.PrintStream;
import java.util.OptionalInt;

/**
 * A diagnosis for people: the verdict, each finding with its evidence and what helps, the stages.
 */
// VGG_38-s0 (3f2a9c01)  epoch 2, step 1425, the epoch's last
// verdict: vanishing
//
// vanishing
//   mean |g| falls by 13.1 decades from the last convolution to the first (gradient_ratio 7.8e-14)
//   gradient_ratio 7.800e-14 (vanishing_ratio 1.000e-03)
//   usually helps: skip connections with batch norm (--block bn_residual), ...
//
// gradient_ratio 7.800e-14, 13.1 decades lost; 2 of 38 layers with weights are trained
// stage 0  block_0_0_conv_0 2.000e-18  reduction_block_0_conv_1 3.000e-18  0.2 decades lost
public final class DiagnosisReport {
  private static final String INDENT = "  ";

  private final PrintStream out;
  private final int width;

  /**
   * @param width columns of the terminal; empty when there is none
   */
  public DiagnosisReport(PrintStream out, OptionalInt width) {
    this.out = out;
    this.width = Math.max(40, width.orElse(Screen.DEFAULT_WIDTH));
  }

  /**
   * @param title which run
   */
  public void print(String title, DiagnoseRunResponse diagnosis) {
    out.println(
        diagnosis.hasFlow()
            ? GradientPlot.heading(title, diagnosis.getFlow())
            : Display.oneLine(title));
    out.println("verdict: " + Display.oneLine(diagnosis.getVerdict()));
    if (diagnosis.getFindingsCount() == 0) {
      wrapped(diagnosis.getExplanation());
    }
    for (Finding finding : diagnosis.getFindingsList()) {
      out.println();
      out.println(Display.oneLine(finding.getVerdict()));
      wrapped(finding.getExplanation());
      finding.getEvidenceList().stream().limit(3).forEach(e -> wrapped(words(e)));
      if (finding.getEvidenceCount() > 3) {
        wrapped("and " + (finding.getEvidenceCount() - 3) + " more figures (--output json)");
      }
      wrapped("usually helps: " + finding.getAdvice());
    }
    if (diagnosis.hasFlow()) {
      out.println();
      GradientPlot.summary(diagnosis.getFlow()).forEach(out::println);
    }
  }

  private static String words(Evidence e) {
    String figure = e.getMeasure() + " " + Display.scientific(e.getValue());
    return e.getThreshold().isEmpty()
        ? figure
        : "%s (%s %s)".formatted(figure, e.getThreshold(), Display.scientific(e.getLimit()));
  }

  /** Indented, broken between words. */
  private void wrapped(String text) {
    var line = new StringBuilder(INDENT);
    for (String word : Display.oneLine(text).split(" +")) {
      boolean first = line.length() == INDENT.length();
      if (!first && line.length() + 1 + word.length() > width) {
        out.println(line);
        line.setLength(INDENT.length());
        first = true;
      }
      line.append(first ? "" : " ").append(word);
    }
    out.println(line);
  }
}
