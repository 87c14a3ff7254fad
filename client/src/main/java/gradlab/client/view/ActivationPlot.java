package gradlab.client.view;

import gradlab.client.console.Screen;
import gradlab.client.output.Display;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerActivation;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;

/** The forward half of a gradient flow: what comes out of each layer, as a table with bars. */
// VGG_38-s0 (3f2a9c01)  epoch 7, step 288, the epoch's last
// LAYER                       RMS        MAX     SPREAD    DEAD  1e-2          1e1
// input_conv_bn_0       6.790e-01  9.610e+00      0.838    0.0%  ████████████████▌
public final class ActivationPlot {
  private static final String ROW = "%%-%ds  %%9s  %%9s  %%9s  %%6s  %%s";
  private static final int FIXED_COLUMNS = 9 * 3 + 6 + 2 * 5;
  private static final int FEWEST_CELLS = 8;
  private static final int MOST_CELLS = 60;

  private final PrintStream out;
  private final Glyphs glyphs;
  private final OptionalInt width;

  /**
   * @param width columns of the terminal; empty when there is none
   */
  public ActivationPlot(PrintStream out, Glyphs glyphs, OptionalInt width) {
    this.out = out;
    this.glyphs = glyphs;
    this.width = width;
  }

  /**
   * @param title which run
   */
  public void print(String title, GradientFlow flow) {
    List<LayerActivation> layers = flow.getActivationsList();
    out.println(GradientPlot.heading(title, flow));
    if (layers.isEmpty()) {
      out.println("no activations on record here: they are recorded at the end of each epoch");
      return;
    }
    int names =
        layers.stream().mapToInt(l -> Display.oneLine(l.getLayer()).length()).max().orElse(5);
    int room = width.orElse(Screen.DEFAULT_WIDTH) - Math.max(names, 5) - FIXED_COLUMNS;
    int cells = Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, room));
    var axis = LogAxis.over(layers.stream().map(LayerActivation::getRms).toList());
    String row = ROW.formatted(Math.max(names, 5));
    out.println(row.formatted("LAYER", "RMS", "MAX", "SPREAD", "DEAD", axis.labels(cells)));
    for (LayerActivation layer : layers) {
      out.println(
          row.formatted(
                  Display.oneLine(layer.getLayer()),
                  Display.scientific(layer.getRms()),
                  Display.scientific(layer.getMaxAbs()),
                  Display.scientific(layer.getSpread()),
                  layer.hasDeadShare() ? Display.percent(layer.getDeadShare()) : "",
                  glyphs.bar(axis.length(layer.getRms(), cells)))
              .stripTrailing());
    }
    out.println(
        "spread: RMS of what differs between images over RMS; dead: channels positive for no image");
  }
}
