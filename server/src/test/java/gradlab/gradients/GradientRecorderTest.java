package gradlab.gradients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.model.CosineAnnealing;
import gradlab.model.Networks;
import gradlab.model.TorchAdam;
import gradlab.network.NetworkSpec;
import gradlab.network.Parameter;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GradientRecorderTest {
  private static final NetworkSpec SPEC = NetworkSpec.of("plain", 2, 1, 4, 5, 8);
  private static final int BATCH = 6;

  /**
   * Against ND4J's own reductions, on the gradient before weight decay and optimiser, and the
   * parameters' real change.
   */
  @Test
  void recordsMeanGradientsAndTheRealUpdate() {
    double weightDecay = 0.1;
    var adam = new TorchAdam(1e-8, new CosineAnnealing(1e-2, 1e-2, 1));
    var graph = Networks.build(SPEC, adam, weightDecay, 3, DataType.FLOAT);
    var layer = Networks.layer(graph);
    var recorder = new GradientRecorder();
    var raw = new HashMap<String, INDArray>();
    graph.setListeners(recorder, new RawGradients(raw));
    Map<String, INDArray> before = new HashMap<>();
    layer.paramTable().forEach((name, p) -> before.put(name, p.dup()));

    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 5);
    for (int n = 0; n < BATCH; n++) {
      labels.putScalar(n, n % 5, 1);
    }
    recorder.arm();
    graph.fit(new DataSet(Nd4j.rand(DataType.FLOAT, BATCH, 3, 8, 8), labels));

    var shown =
        layer.declaration().parameters().stream().filter(Parameter::inGradientFlow).toList();
    assertThat(recorder.sampled()).hasSameSizeAs(shown);
    for (int i = 0; i < shown.size(); i++) {
      var name = shown.get(i).name();
      var sample = recorder.sampled().get(i);
      INDArray g = raw.get(name).mul(1.0 / BATCH);
      assertThat(sample.layer()).isEqualTo(shown.get(i).layerName());
      close(sample.meanAbs(), g.ameanNumber());
      close(sample.l2Norm(), g.norm2Number());
      close(sample.maxAbs(), g.amaxNumber());
      assertThat(sample.elements()).isEqualTo(g.length());
      double change = layer.getParam(name).sub(before.get(name)).norm2Number().doubleValue();
      close(sample.updateRatio(), change / before.get(name).norm2Number().doubleValue());
    }
  }

  @Test
  void countsExactZerosAndKeepsTinyValues() {
    var reader = new TensorReader();
    reader.read(Nd4j.createFromArray(0f, -2e-18f, 0f, 4e-18f).reshape(1, 4));
    var g = reader.statistics("x", 0, 4, 0.5);
    assertThat(g.zeroShare()).isEqualTo(0.5);
    assertThat(g.meanAbs()).isCloseTo(0.75e-18, within(1e-24));
    assertThat(g.l2Norm()).isCloseTo(0.5 * Math.sqrt(20) * 1e-18, within(1e-24));
    assertThat(g.maxAbs()).isCloseTo(2e-18, within(1e-24));
  }

  @Test
  void readsViewsAndTensorsOfOddLength() {
    var reader = new TensorReader();
    reader.read(Nd4j.createFromArray(9f, 9f, 1f, -2f, 2f).get(NDArrayIndex.interval(2, 5)));
    assertThat(reader.norm(0, 3)).isEqualTo(3);
    var g = reader.statistics("x", 0, 3, 1);
    assertThat(g.l2Norm()).isEqualTo(3);
    assertThat(g.meanAbs()).isCloseTo(5 / 3.0, within(1e-15));
    assertThat(g.maxAbs()).isEqualTo(2);
    reader.read(Nd4j.createFromArray(3f));
    assertThat(reader.statistics("y", 0, 1, 1).maxAbs()).isEqualTo(3);
  }

  private static void close(double ours, Number reference) {
    double r = reference.doubleValue();
    assertThat(ours).isCloseTo(r, within(1e-3 * Math.abs(r)));
  }

  private static final class RawGradients extends BaseTrainingListener {
    private final Map<String, INDArray> raw;

    RawGradients(Map<String, INDArray> raw) {
      this.raw = raw;
    }

    @Override
    public void onGradientCalculation(Model model) {
      Networks.layer((ComputationGraph) model)
          .gradientTable()
          .forEach((name, g) -> raw.put(name, g.dup()));
    }
  }
}
