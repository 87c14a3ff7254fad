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
 * 600 KB to 3 MB of views a step for it; here the trained parameters are one range.
 */
public final class OptimiserStep {
  private final ComputationGraph graph;
  private final double weightDecay;
  private final GradientUpdater<?> updater;
  private final INDArray parameters;
  private final INDArray gradient;

  public OptimiserStep(ComputationGraph graph) {
    this.graph = graph;
    this.weightDecay = Networks.layer(graph).layerConf().weightDecay();
    UpdaterBlock trained =
        graph.getUpdater().getUpdaterBlocks().get(0); // what is not trained is last
    trained.init();
    this.updater = trained.getGradientUpdater();
    var range = NDArrayIndex.interval(trained.getParamOffsetStart(), trained.getParamOffsetEnd());
    this.parameters = flat(graph.params()).get(range);
    this.gradient = flat(graph.getUpdater().getFlattenedGradientsView()).get(range);
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
    if (weightDecay > 0) {
      blas.axpy(n, weightDecay, parameters, gradient);
    }
    updater.applyUpdater(
        gradient, configuration.getIterationCount(), configuration.getEpochCount());
    blas.axpy(n, -1, gradient, parameters);
  }
}
