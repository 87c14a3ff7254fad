package gradlab.client.watch.model;

import gradlab.v1.GradientFlow;
import gradlab.v1.LayerGradient;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The gradient flow of one step, reduced to what is drawn.
 *
 * @param meanAbs mean |g| of each layer, input first
 */
public record Flow(
    int epoch,
    long step,
    List<Double> meanAbs,
    OptionalDouble decadesLost,
    int trained,
    int depth) {
  static Flow of(GradientFlow flow) {
    return new Flow(
        flow.getEpoch(),
        flow.getStep(),
        flow.getLayersList().stream().map(LayerGradient::getMeanAbs).toList(),
        flow.hasDecadesLost() ? OptionalDouble.of(flow.getDecadesLost()) : OptionalDouble.empty(),
        flow.getTrainedDepth(),
        flow.getDepth());
  }
}
