package gradlab.client.view;

import gradlab.client.output.Display;
import gradlab.v1.StepMetrics;
import java.time.Duration;

/** Where a run is, on one line that fits the terminal. */
// VGG_08  epoch 3/8  [██████░░░░░░]  step 112/304  loss 4.1230  acc 0.0610  812 images/s  ETA 42s
public final class ProgressLine {
  private static final int MOST_CELLS = 30;
  private static final int FEWEST_CELLS = 5;

  private final Glyphs glyphs;

  public ProgressLine(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  String waiting(String name, String state, Duration since, int columns) {
    return Display.cut(name + "  " + state + "  " + Display.duration(since), columns);
  }

  public String training(
      String name, int epochs, StepMetrics step, Estimate estimate, int columns) {
    String left = "%s  epoch %d/%d  ".formatted(name, step.getEpoch() + 1, epochs);
    String right =
        "  step %d/%d  loss %s  acc %s  %s images/s  ETA %s"
            .formatted(
                step.getStep(),
                estimate.totalSteps(step),
                Display.fixed(step.getTrainLoss()),
                Display.fixed(step.getTrainAcc()),
                Display.rate(step.getImagesPerSecond()),
                Display.duration(estimate.left(step)));
    int cells = Math.min(MOST_CELLS, columns - Display.width(left + right) - 2);
    String bar =
        cells < FEWEST_CELLS ? "" : "[" + glyphs.progress(estimate.share(step), cells) + "]";
    return Display.cut(left + bar + right.substring(bar.isEmpty() ? 2 : 0), columns);
  }

  String bytes(String stage, long done, long total, int columns) {
    String amount =
        total > 0
            ? "  %s of %s".formatted(Display.bytes(done), Display.bytes(total))
            : "  " + Display.bytes(done);
    double share = total > 0 ? Math.min(1, (double) done / total) : 0;
    return Display.cut(
        "%-11s  [%s]%s".formatted(stage, glyphs.progress(share, MOST_CELLS), amount), columns);
  }
}
