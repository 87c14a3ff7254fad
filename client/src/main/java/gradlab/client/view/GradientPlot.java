package gradlab.client.view;

import gradlab.client.console.Screen;
import gradlab.client.output.Display;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerGradient;
import gradlab.v1.StageFlow;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** One gradient flow as a table with a bar for mean |g| on a logarithmic axis. */
// VGG_08-s0 (3f2a9c01)  epoch 7, step 288, the epoch's last
// LAYER                      MEAN |G|         L2        MAX  ZEROS  UPD/WGT  1e-4          1e-1
// input_conv_conv_0         4.100e-02  1.000e-01  2.000e-01   0.0%  1.0e-03  ████████████████▌
// gradient_ratio 1.234e-01, 0.9 decades lost; 8 of 8 layers with weights are trained
// stage 0  reduction_block_0_conv_0 4.600e-03  reduction_block_0_conv_1 3.000e-03  0.2 decades
// gained
public final class GradientPlot {
  private static final String ROW = "%%-%ds  %%9s  %%9s  %%9s  %%6s  %%9s  %%s";
  private static final int FIXED_COLUMNS = 9 * 4 + 6 + 2 * 6;
  private static final int FEWEST_CELLS = 8;
  private static final int MOST_CELLS = 60;

  private final PrintStream out;
  private final Glyphs glyphs;
  private final OptionalInt width;

  /**
   * @param width columns of the terminal; empty when there is none
   */
  public GradientPlot(PrintStream out, Glyphs glyphs, OptionalInt width) {
    this.out = out;
    this.glyphs = glyphs;
    this.width = width;
  }

  /**
   * @param title which run
   */
  public void print(String title, GradientFlow flow) {
    var layers = flow.getLayersList();
    int names =
        layers.stream().mapToInt(l -> Display.oneLine(l.getLayer()).length()).max().orElse(5);
    int room = width.orElse(Screen.DEFAULT_WIDTH) - Math.max(names, 5) - FIXED_COLUMNS;
    int cells = Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, room));
    var axis = LogAxis.over(layers.stream().map(LayerGradient::getMeanAbs).toList());
    String row = ROW.formatted(Math.max(names, 5));

    out.println(heading(title, flow));
    out.println(
        row.formatted("LAYER", "MEAN |G|", "L2", "MAX", "ZEROS", "UPD/WGT", axis.labels(cells)));
    for (LayerGradient layer : layers) {
      out.println(
          row.formatted(
                  Display.oneLine(layer.getLayer()),
                  Display.scientific(layer.getMeanAbs()),
                  layer.hasL2Norm() ? Display.scientific(layer.getL2Norm()) : "",
                  layer.hasMaxAbs() ? Display.scientific(layer.getMaxAbs()) : "",
                  layer.hasZeroShare() ? Display.percent(layer.getZeroShare()) : "",
                  layer.hasUpdateRatio() ? Display.scientific(layer.getUpdateRatio()) : "",
                  glyphs.bar(axis.length(layer.getMeanAbs(), cells)))
              .stripTrailing());
    }
    summary(flow).forEach(out::println);
  }

  static String heading(String title, GradientFlow flow) {
    return "%s  epoch %d%s%s"
        .formatted(
            Display.oneLine(title),
            flow.getEpoch(),
            flow.hasStep() ? ", step " + flow.getStep() : "",
            flow.getEpochEnd() ? (flow.hasStep() ? ", the epoch's last" : ", its last step") : "");
  }

  /** The whole network in a line, then each stage. */
  static List<String> summary(GradientFlow flow) {
    var lines = new ArrayList<String>();
    lines.add(
        "gradient_ratio "
            + (flow.hasGradientRatio() ? Display.scientific(flow.getGradientRatio()) : "undefined")
            + (flow.hasDecadesLost() ? ", " + decades(flow.getDecadesLost()) : "")
            + "; %d of %d layers with weights are trained"
                .formatted(flow.getTrainedDepth(), flow.getDepth()));
    for (StageFlow stage : flow.getStagesList()) {
      lines.add(
          "stage %d  %s %s  %s %s%s"
              .formatted(
                  stage.getStage(),
                  Display.oneLine(stage.getFirstLayer()),
                  Display.scientific(stage.getFirstMeanAbs()),
                  Display.oneLine(stage.getLastLayer()),
                  Display.scientific(stage.getLastMeanAbs()),
                  stage.hasDecadesLost() ? "  " + decades(stage.getDecadesLost()) : ""));
    }
    return lines;
  }

  /** Powers of ten between the last and the first convolution. */
  private static String decades(double lost) {
    if (Double.isInfinite(lost)) {
      return lost > 0 ? "falls to 0" : "rises from 0";
    }
    return String.format(
        Locale.ROOT, lost < 0 ? "%.1f decades gained" : "%.1f decades lost", Math.abs(lost));
  }
}
