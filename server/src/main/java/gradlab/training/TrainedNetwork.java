package gradlab.training;

import gradlab.gradients.GradientRecorder;
import gradlab.model.NetworkLayer;
import gradlab.model.Networks;
import gradlab.model.OptimiserStep;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J graph in training: inputs in native memory, gradients recorded on demand. A step does what
 * {@code graph.fit} does (and clips, which fit does not), with the graph's own layer, parameters,
 * updater and listeners, but makes no garbage: fit's views of every parameter are 600 KB to 3 MB of
 * Java heap a step, and the small native arrays of its loss wait for a garbage collection that
 * seldom comes.
 */
public final class TrainedNetwork {
  private final ComputationGraph graph;
  private final NetworkLayer layer;
  private final GradientRecorder gradients = new GradientRecorder();
  private final BatchLoss loss;
  private final OptimiserStep optimiser;
  private final Map<Integer, Arrays> arrays = new HashMap<>();

  /**
   * What a batch of one size needs: images N x 3 x S x S, and the loss's derivative by the logits.
   */
  private record Arrays(INDArray images, INDArray derivative) {}

  /** Without clipping. */
  public TrainedNetwork(ComputationGraph graph) {
    this(graph, 0);
  }

  /**
   * @param clipNorm largest L2 norm of a batch's mean gradient; 0: no limit
   */
  public TrainedNetwork(ComputationGraph graph, double clipNorm) {
    this.graph = graph;
    this.layer = Networks.layer(graph);
    var spec = layer.declaration().spec();
    this.loss = new BatchLoss(spec.classes(), spec.auxiliaryWeight());
    this.optimiser = new OptimiserStep(graph, clipNorm);
    graph.setListeners(gradients);
  }

  public ComputationGraph graph() {
    return graph;
  }

  public NetworkLayer layer() {
    return layer;
  }

  /** Arm it before a step to read the step's gradient flow after it. */
  public GradientRecorder gradients() {
    return gradients;
  }

  /**
   * The learning rate follows the epoch (0-based), Adam's bias correction and dropout's masks the
   * number of finished steps.
   */
  public void setPosition(int epoch, long step) {
    graph.getConfiguration().setEpochCount(epoch);
    graph.getConfiguration().setIterationCount(Math.toIntExact(step));
  }

  /** One optimiser step. */
  public BatchResult train(FloatBuffer images, int[] labels) {
    var configuration = graph.getConfiguration();
    var a = arrays(labels.length);
    copy(images, a.images());
    graph.setInput(0, a.images()); // listeners ask the graph for the batch size

    layer.setIterationCount(configuration.getIterationCount());
    INDArray logits = layer.forward(a.images(), true);
    var result = loss.of(logits, labels, a.derivative());
    layer.path().backward(a.derivative());
    for (var listener : graph.getListeners()) {
      listener.onGradientCalculation(graph);
    }
    optimiser.apply(labels.length);
    for (var listener : graph.getListeners()) {
      listener.iterationDone(
          graph, configuration.getIterationCount(), configuration.getEpochCount());
    }
    configuration.setIterationCount(configuration.getIterationCount() + 1);
    return result;
  }

  /** Evaluation mode: batch norm on its running statistics. */
  public BatchResult evaluate(FloatBuffer images, int[] labels) {
    var a = arrays(labels.length);
    copy(images, a.images());
    return loss.of(layer.forward(a.images(), false), labels);
  }

  private Arrays arrays(int batch) {
    var spec = layer.declaration().spec();
    DataType dataType = layer.params().dataType();
    return arrays.computeIfAbsent(
        batch,
        n ->
            new Arrays(
                Nd4j.createUninitialized(
                    dataType, new long[] {n, 3, spec.imageSize(), spec.imageSize()}, 'c'),
                Nd4j.createUninitialized(
                    dataType,
                    new long[] {n, (long) layer.declaration().heads().size() * spec.classes()},
                    'c')));
  }

  private static void copy(FloatBuffer images, INDArray x) {
    if (x.dataType() == DataType.FLOAT) {
      x.data().asNioFloat().put(images.duplicate());
    } else {
      var values = new float[images.remaining()];
      images.duplicate().get(values);
      x.assign(Nd4j.createFromArray(values).reshape(x.shape()));
    }
  }
}
