package gradlab.gradients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradlab.domain.LayerActivation;
import gradlab.model.NetworkLayer;
import gradlab.model.Networks;
import gradlab.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

class ActivationsTest {
  private static final NetworkSpec SPEC =
      NetworkSpec.of("bn_residual", 2, 1, 4, 5, 8).withSupervision(0.3);

  private static NetworkLayer layer(DataType type) {
    return Networks.layer(Networks.build(SPEC, new NoOp(), 0, 3, type));
  }

  private static List<INDArray> outputs(NetworkLayer layer) {
    var outputs = new ArrayList<INDArray>();
    layer.path().visitActivations((name, output) -> outputs.add(output.dup('c')));
    return outputs;
  }

  /** Against ND4J's own reductions, in both types that networks are calculated in. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void reducesEveryActivationAndTheMainHeadsLogits(DataType type) {
    var layer = layer(type);
    INDArray logits = layer.forward(Nd4j.randn(type, 6, 3, 8, 8), true);
    var read = Activations.read(layer);
    var outputs = outputs(layer);

    assertThat(read.stream().map(LayerActivation::layer))
        .containsExactly(
            "input_conv_bn_0",
            "block_0_0_bn_0",
            "block_0_0_bn_1",
            "reduction_block_0_bn_0",
            "reduction_block_0_bn_1",
            "block_1_0_bn_0",
            "block_1_0_bn_1",
            "reduction_block_1_bn_0",
            "reduction_block_1_bn_1",
            "logit_linear_layer");
    for (int i = 0; i < outputs.size(); i++) {
      check(read.get(i), outputs.get(i));
      assertThat(read.get(i).deadShare()).hasValue(0);
    }
    INDArray main = logits.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 5)).dup();
    check(read.get(outputs.size()), main.reshape(6, 5, 1, 1));
    assertThat(read.get(outputs.size()).deadShare()).isEmpty();
  }

  private static void check(LayerActivation a, INDArray output) {
    INDArray x = output.castTo(DataType.DOUBLE);
    double rms = Math.sqrt(x.mul(x).meanNumber().doubleValue());
    INDArray deviation = x.sub(x.mean(true, 0).broadcast(x.shape()));
    double between = Math.sqrt(deviation.mul(deviation).meanNumber().doubleValue());
    assertThat(a.rms()).isCloseTo(rms, within(1e-6 * rms));
    assertThat(a.maxAbs()).isCloseTo(x.amaxNumber().doubleValue(), within(1e-6 * a.maxAbs()));
    assertThat(a.spread()).isCloseTo(between / rms, within(1e-6));
    assertThat(a.elements()).isEqualTo(x.length() / x.size(0));
  }

  @Test
  void aLayerThatGivesTheSameForEveryImageHasNoSpread() {
    var same = Nd4j.randn(DataType.FLOAT, 1, 3, 4, 4);
    INDArray batch = Nd4j.concat(0, same, same, same);
    assertThat(new ActivationReader().activation("a.b", batch).spread()).isLessThan(1e-7);
    assertThat(new ActivationReader().activation("a.b", batch).layer()).isEqualTo("a_b");
    var zero = Nd4j.zeros(DataType.FLOAT, 2, 3, 4, 4);
    assertThat(new ActivationReader().activation("a.b", zero).spread()).isZero();
  }

  @Test
  void aChannelThatIsPositiveNowhereIsDead() {
    var x = Nd4j.zeros(DataType.FLOAT, 2, 4, 3, 3).subi(1);
    x.putScalar(new long[] {1, 2, 0, 1}, 0.5);
    assertThat(new ActivationReader().activation("a", x).deadShare()).hasValue(0.75);
  }

  @Test
  void whatIsNoNumberShows() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      var x = Nd4j.ones(DataType.FLOAT, 2, 2, 2, 2);
      x.putScalar(3, bad);
      var a = new ActivationReader().activation("a", x);
      assertThat(Stream.of(a.rms(), a.maxAbs())).noneMatch(Double::isFinite);
    }
  }

  /** The course's disease: after a stage of 12 plain convolutions only the last bias is left. */
  @Test
  void deepPlainNetworksForgetTheImage() {
    var spec = NetworkSpec.of("plain", 3, 5, 8, 10, 16);
    var layer = Networks.layer(Networks.build(spec, new NoOp(), 0, 1, DataType.FLOAT));
    layer.forward(Nd4j.randn(DataType.FLOAT, 8, 3, 16, 16), true);
    Map<String, LayerActivation> byName =
        Activations.read(layer).stream().collect(Collectors.toMap(LayerActivation::layer, a -> a));
    assertThat(byName.get("input_conv_bn_0").spread()).isGreaterThan(0.5);
    assertThat(byName.get("logit_linear_layer").spread()).isLessThan(1e-4);
  }

  /** Megabytes of copies a time, outside the heap, where no garbage collection sees them. */
  @Test
  void readingAgainNeedsNoMoreMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.isReadable(status), "this system does not tell a process's memory");
    var spec = NetworkSpec.of("plain", 3, 1, 32, 10, 32);
    var layer = Networks.layer(Networks.build(spec, new NoOp(), 0, 1, DataType.FLOAT));
    layer.forward(Nd4j.randn(DataType.FLOAT, 50, 3, 32, 32), true);
    for (int i = 0; i < 3; i++) {
      Activations.read(layer); // what is needed once
    }
    long before = residentKib(status);
    for (int i = 0; i < 20; i++) {
      assertThat(Activations.read(layer)).hasSize(14);
    }
    // copies that stay would be 30 MB a time
    assertThat(residentKib(status) - before).isLessThan(200 * 1024);
  }

  private static long residentKib(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
