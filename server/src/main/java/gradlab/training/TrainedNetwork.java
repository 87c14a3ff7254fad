package gradlab.training;

import gradlab.gradients.GradientRecorder;
import gradlab.model.NetworkLayer;
import gradlab.model.Networks;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J graph with what a training step needs around it: inputs in native memory, gradients
 * recorded on demand.
 */
public final class TrainedNetwork {
  private final ComputationGraph graph;
  private final NetworkLayer layer;
  private final GradientRecorder gradients = new GradientRecorder();
  private final Map<Integer, DataSet> inputs = new HashMap<>();

  public TrainedNetwork(ComputationGraph graph) {
    this.graph = graph;
    this.layer = Networks.layer(graph);
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
   * The learning rate follows the epoch (0-based), Adam's bias correction the number of finished
   * steps.
   */
  public void setPosition(int epoch, long step) {
    graph.getConfiguration().setEpochCount(epoch);
    graph.getConfiguration().setIterationCount(Math.toIntExact(step));
  }

  /** One optimiser step. */
  public BatchResult train(FloatBuffer images, int[] labels) {
    graph.fit(load(images, labels));
    return result(labels);
  }

  /** Evaluation mode: batch norm on its running statistics. */
  public BatchResult evaluate(FloatBuffer images, int[] labels) {
    graph.outputSingle(load(images, labels).getFeatures());
    return result(labels);
  }

  private BatchResult result(int[] labels) {
    return BatchResult.of(layer.logits(), labels, layer.declaration().spec().classes());
  }

  /** Copies a batch into native arrays that are made once for each batch size. */
  private DataSet load(FloatBuffer images, int[] labels) {
    int size = layer.declaration().spec().imageSize();
    int classes = layer.declaration().spec().classes();
    DataType dataType = layer.params().dataType();
    var input =
        inputs.computeIfAbsent(
            labels.length,
            n ->
                new DataSet(
                    Nd4j.createUninitialized(dataType, n, 3, size, size),
                    Nd4j.zeros(dataType, n, classes)));
    copy(images, input.getFeatures());
    INDArray y = input.getLabels().assign(0);
    for (int n = 0; n < labels.length; n++) {
      y.putScalar(n, labels[n], 1);
    }
    return input;
  }

  private static void copy(FloatBuffer images, INDArray x) {
    if (x.dataType() == DataType.FLOAT) {
      Pointer.memcpy(x.data().addressPointer(), new FloatPointer(images), x.length() * Float.BYTES);
    } else {
      var values = new float[images.remaining()];
      images.duplicate().get(values);
      x.assign(Nd4j.createFromArray(values).reshape(x.shape()));
    }
  }
}
