package gradlab.metrics.run;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import java.util.ArrayList;
import java.util.List;

/** The gradient flow, layer by layer. */
final class LayerRows {
  private LayerRows() {}

  static List<Series> of(GradientFlow flow) {
    var rows = new ArrayList<Series>();
    int number = 0;
    for (LayerGradient g : flow.layers()) {
      String layer = label(++number, flow.layers().size(), g.layer());
      rows.add(Series.of(RunMetric.LAYER_MEAN_ABS, g.meanAbs(), "layer", layer));
      rows.add(Series.of(RunMetric.LAYER_L2, g.l2Norm(), "layer", layer));
      rows.add(Series.of(RunMetric.LAYER_MAX_ABS, g.maxAbs(), "layer", layer));
      rows.add(Series.of(RunMetric.LAYER_ZERO, g.zeroShare(), "layer", layer));
      rows.add(Series.of(RunMetric.LAYER_UPDATE, g.updateRatio(), "layer", layer));
    }
    rows.add(Series.of(RunMetric.GRADIENT_STEP, flow.step()));
    rows.add(Series.of(RunMetric.LAYERS, flow.depth()));
    rows.add(Series.of(RunMetric.LAYERS_TRAINED, flow.trainedDepth(GradientFlow.TRAINED)));
    flow.gradientRatio().ifPresent(r -> rows.add(Series.of(RunMetric.GRADIENT_RATIO, r)));
    flow.decadesLost().ifPresent(d -> rows.add(Series.of(RunMetric.DECADES_LOST, d)));
    for (var stage : flow.stages()) {
      stage
          .decadesLost()
          .ifPresent(
              d ->
                  rows.add(
                      Series.of(
                          RunMetric.STAGE_DECADES_LOST,
                          d,
                          "stage",
                          Integer.toString(stage.stage()))));
    }
    return rows;
  }

  /** 01_input_conv_conv_0: in the order of depth where it is sorted as text. */
  static String label(int number, int layers, String name) {
    int digits = layers < 100 ? 2 : Integer.toString(layers).length();
    return ("%0" + digits + "d_%s").formatted(number, name);
  }
}
