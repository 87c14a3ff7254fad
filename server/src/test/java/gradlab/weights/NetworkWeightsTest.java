package gradlab.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.network.Parameter;
import gradlab.weights.format.BadWeightsException;
import gradlab.weights.format.NpzWriter;
import gradlab.weights.format.SafetensorsWriter;
import gradlab.weights.format.TensorShape;
import gradlab.weights.format.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkWeightsTest {
  private static final NetworkDeclaration NETWORK =
      NetworkDeclaration.of(NetworkSpec.of("bn", 2, 1, 4, 10, 16));

  @TempDir Path temporary;

  /** Every parameter, each filled with its place in the network. */
  private static Map<TensorShape, float[]> whole() {
    var tensors = new LinkedHashMap<TensorShape, float[]>();
    for (var p : NETWORK.parameters()) {
      var values = new float[(int) p.length()];
      Arrays.fill(values, tensors.size());
      tensors.put(new TensorShape(p.name(), p.shape()), values);
    }
    return tensors;
  }

  private Path file(Map<TensorShape, float[]> tensors, UnaryOperator<String> name, boolean npz)
      throws IOException {
    Path path = temporary.resolve("weights");
    var shapes =
        tensors.keySet().stream()
            .map(t -> new TensorShape(name.apply(t.name()), t.shape()))
            .toList();
    try (var out = Files.newOutputStream(path)) {
      var writer = npz ? new NpzWriter(out, shapes) : new SafetensorsWriter(out, Map.of(), shapes);
      for (float[] values : tensors.values()) {
        writer.write(values);
      }
      writer.finish();
    }
    return path;
  }

  private static String theCourses(String name) {
    return name.startsWith("logit")
        ? name
        : "layer_dict." + name.replaceFirst("\\.", ".layer_dict.");
  }

  @ParameterizedTest
  @CsvSource({
    "input_conv.conv_0.weight, input_conv.conv_0.weight",
    "layer_dict.block_0_0.layer_dict.conv_0.weight, block_0_0.conv_0.weight",
    "model.module.layer_dict.block_0_0.layer_dict.bn_1.running_var, block_0_0.bn_1.running_var",
    "model.logit_linear_layer.bias, logit_linear_layer.bias",
    "module, module",
    "a..b, a..b"
  })
  void namesOfPyTorchStates(String theirs, String ours) {
    assertThat(ParameterNames.ours(theirs)).isEqualTo(ours);
  }

  @Test
  void theCoursesNamesAndOursInBothFormats() throws IOException {
    for (boolean npz : new boolean[] {false, true}) {
      for (UnaryOperator<String> naming :
          List.<UnaryOperator<String>>of(
              n -> n, NetworkWeightsTest::theCourses, n -> "model." + theCourses(n))) {
        var tensors = whole();
        tensors.put(
            new TensorShape("input_conv.bn_0.num_batches_tracked", new long[0]), new float[] {7});
        try (var file = WeightsFile.open(file(tensors, naming, npz))) {
          var weights = NetworkWeights.of(file, NETWORK);
          weights.checkValues();
          assertThat(weights.absent()).isEmpty();
          assertThat(weights.present()).isEqualTo(NETWORK.parameters());
          for (int i = 0; i < weights.present().size(); i++) {
            assertThat(weights.values(weights.present().get(i))).containsOnly(i);
          }
        }
      }
    }
  }

  @Test
  void runningStatisticsMayBeMissing() throws IOException {
    var tensors = whole();
    tensors.keySet().removeIf(t -> t.name().contains("running_"));
    try (var file = WeightsFile.open(file(tensors, n -> n, false))) {
      var weights = NetworkWeights.of(file, NETWORK);
      assertThat(weights.present()).allMatch(Parameter::trained);
      assertThat(weights.absent()).isNotEmpty().noneMatch(Parameter::trained);
    }
  }

  @Test
  void everyMissingUnexpectedAndMisshapedTensorIsNamed() throws IOException {
    var tensors = whole();
    tensors
        .keySet()
        .removeIf(t -> t.name().matches("block_0_0\\.conv_0\\.weight|logit_linear_layer\\.bias"));
    tensors.keySet().removeIf(t -> t.name().equals("input_conv.conv_0.weight"));
    tensors.put(
        new TensorShape("input_conv.conv_0.weight", new long[] {3, 4, 3, 3}), new float[108]);
    tensors.put(new TensorShape("block_7_0.conv_0.weight", new long[] {1}), new float[1]);
    try (var file = WeightsFile.open(file(tensors, n -> n, true))) {
      assertThatThrownBy(() -> NetworkWeights.of(file, NETWORK))
          .isInstanceOf(BadWeightsException.class)
          .hasMessage(
              "2 tensors are missing: block_0_0.conv_0.weight, logit_linear_layer.bias; "
                  + "1 tensor is not of this network: block_7_0.conv_0.weight; "
                  + "1 tensor is of another shape:"
                  + " input_conv.conv_0.weight is [3, 4, 3, 3], must be [4, 3, 3, 3]");
      assertThat(NetworkWeights.misfit(file, NETWORK).sentences(1).get(0))
          .isEqualTo("2 tensors are missing: block_0_0.conv_0.weight and 1 more");
    }
  }

  @Test
  void theSameTensorTwiceIsAnError() throws IOException {
    var tensors = whole();
    tensors.put(
        new TensorShape("layer_dict.input_conv.conv_0.weight", new long[] {4, 3, 3, 3}),
        new float[108]);
    try (var file = WeightsFile.open(file(tensors, n -> n, false))) {
      assertThatThrownBy(() -> NetworkWeights.of(file, NETWORK))
          .isInstanceOf(BadWeightsException.class)
          .hasMessageContaining("are the same tensor");
    }
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void whatIsNotFiniteIsNamed(float value) throws IOException {
    var tensors = whole();
    tensors.forEach(
        (t, values) -> {
          if (t.name().equals("reduction_block_1.conv_0.bias")) {
            values[2] = value;
          }
        });
    try (var file = WeightsFile.open(file(tensors, n -> n, false))) {
      var weights = NetworkWeights.of(file, NETWORK);
      assertThatThrownBy(weights::checkValues)
          .isInstanceOf(BadWeightsException.class)
          .hasMessageContaining(
              "'reduction_block_1.conv_0.bias' holds %s as element 2".formatted(value));
    }
  }

  @Test
  void whatWasReadIsWrittenUnderOurNames() throws IOException {
    Path copy = temporary.resolve("copy");
    try (var file = WeightsFile.open(file(whole(), NetworkWeightsTest::theCourses, true));
        var out = Files.newOutputStream(copy)) {
      NetworkWeights.of(file, NETWORK).write(out);
    }
    try (var file = WeightsFile.open(copy)) {
      assertThat(file.names())
          .containsExactlyElementsOf(NETWORK.parameters().stream().map(Parameter::name).toList());
      for (int i = 0; i < NETWORK.parameters().size(); i++) {
        assertThat(file.values(NETWORK.parameters().get(i).name())).containsOnly(i);
      }
    }
  }
}
