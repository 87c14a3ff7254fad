package gradlab.model;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * One step of a graph's own optimiser on its own vectors, as DL4J's solver takes it: mean over the
 * batch, weight decay, updater, subtraction. DL4J goes through each parameter by itself and makes
 * 600 KB to 3 MB of views a step for it; here the trained parameters are one range. What DL4J's
 * solver does not do is clipping: it comes where PyTorch's training loops have it, before the
 * weight decay, which is inside PyTorch's optimisers.
 */
public final class OptimiserStep {
  private final ComputationGraph graph;
  private final double clipNorm;
  private final double weightDecay;
  private final GradientUpdater<?> updater;
  private final INDArray parameters;
  private final INDArray gradient;

  /**
   * @param clipNorm largest L2 norm of the mean gradient over all trained parameters; 0: no limit
   */
  public OptimiserStep(ComputationGraph graph, double clipNorm) {
    this.graph = graph;
    this.clipNorm = clipNorm;
    this.weightDecay = Networks.layer(graph).layerConf().weightDecay();
    UpdaterBlock trained =
        graph.getUpdater().getUpdaterBlocks().get(0); // what is not trained is last
    trained.init();
    this.updater = trained.getGradientUpdater();
    var range = NDArrayIndex.interval(trained.getParamOffsetStart(), trained.getParamOffsetEnd());
    this.parameters = flat(graph.params()).get(range);
    this.gradient = flat(Networks.layer(graph).getGradientsViewArray()).get(range);
  }

  private static INDArray flat(INDArray vector) {
    return vector.reshape('c', new long[] {vector.length()});
  }

  /**
   * Turns the gradient, summed over the batch, into the update and subtracts that.
   *
   * @param batch images in the batch
   */
  public void apply(int batch) {
    var configuration = graph.getConfiguration();
    var blas = Nd4j.getBlasWrapper().level1();
    long n = parameters.length();
    blas.scal(n, 1.0 / batch, gradient);
    if (clipNorm > 0) {
      clip();
    }
    if (weightDecay > 0) {
      blas.axpy(n, weightDecay, parameters, gradient);
    }
    updater.applyUpdater(
        gradient, configuration.getIterationCount(), configuration.getEpochCount());
    blas.axpy(n, -1, gradient, parameters);
  }

  /**
   * PyTorch's clip_grad_norm_, with its 1e-6 against a norm of 0: what is longer becomes that much
   * shorter than the limit. A gradient that holds NaN becomes NaN as a whole.
   */
  private void clip() {
    var blas = Nd4j.getBlasWrapper().level1();
    double scale = Math.min(1, clipNorm / (blas.nrm2(gradient) + 1e-6));
    if (scale != 1) {
      blas.scal(gradient.length(), scale, gradient);
    }
  }
}
