package gradlab.gradients;

import gradlab.domain.LayerGradient;
import gradlab.model.NetworkLayer;
import gradlab.model.Networks;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Reads the gradient flow of the steps it is asked for: gradients after the backward pass and
 * before the updater, the update after it. Reduces to scalars inside the callbacks and keeps no
 * array. One thread.
 */
public final class GradientRecorder extends BaseTrainingListener {
  private final TensorReader weights = new TensorReader();
  private final TensorReader gradients = new TensorReader();
  private final List<LayerGradient> sampled = new ArrayList<>();
  private double[] weightNorms = {};
  private boolean armed;

  /** Records the next step. */
  public void arm() {
    armed = true;
    sampled.clear();
  }

  /** The last recorded step, in construction order. */
  public List<LayerGradient> sampled() {
    return List.copyOf(sampled);
  }

  @Override
  public void onGradientCalculation(Model model) {
    if (!armed) {
      return;
    }
    var layer = Networks.layer((ComputationGraph) model);
    weights.read(layer.params());
    gradients.read(layer.getGradientsViewArray());
    double scale = 1.0 / model.batchSize(); // DL4J's gradients are sums over the batch
    weightNorms = new double[layer.declaration().parameters().size()];
    int at = 0;
    int i = 0;
    for (var p : layer.declaration().parameters()) {
      int length = Math.toIntExact(p.length());
      if (p.inGradientFlow()) {
        weightNorms[i] = weights.norm(at, length);
        sampled.add(gradients.statistics(p.layerName(), at, length, scale));
      }
      at += length;
      i++;
    }
  }

  /** By now the gradient vector holds what the optimiser subtracted. */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    if (!armed) {
      return;
    }
    armed = false;
    NetworkLayer layer = Networks.layer((ComputationGraph) model);
    var updates = gradients;
    updates.read(layer.getGradientsViewArray());
    int at = 0;
    int i = 0;
    int row = 0;
    for (var p : layer.declaration().parameters()) {
      int length = Math.toIntExact(p.length());
      if (p.inGradientFlow()) {
        double norm = weightNorms[i];
        double ratio = norm > 0 ? updates.norm(at, length) / norm : 0;
        sampled.set(row, withUpdateRatio(sampled.get(row), ratio));
        row++;
      }
      at += length;
      i++;
    }
  }

  private static LayerGradient withUpdateRatio(LayerGradient g, double ratio) {
    return new LayerGradient(
        g.layer(), g.meanAbs(), g.l2Norm(), g.maxAbs(), g.zeroShare(), ratio, g.elements());
  }
}
