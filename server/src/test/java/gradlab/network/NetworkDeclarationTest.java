package gradlab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.DeepSupervision.Heads;
import gradlab.domain.NetworkConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkDeclarationTest {
  static NetworkSpec spec(String block, int blocksPerStage) {
    return NetworkSpec.of(block, 3, blocksPerStage, 32, 100, 32);
  }

  /** The counts of the specification (section 1.2) and of PyTorch's dense network. */
  @ParameterizedTest
  @CsvSource({
    "plain, 0, 59716",
    "plain, 5, 336196",
    "residual, 5, 336196",
    "bn, 5, 338500",
    "bn_residual, 5, 338500",
    "dense, 5, 280180"
  })
  void countsParametersAsPyTorch(String block, int blocks, long parameters) {
    assertThat(NetworkDeclaration.of(spec(block, blocks)).parameterCount()).isEqualTo(parameters);
  }

  @Test
  void namesTheGradientFlowOfVgg08AsTheCourse() {
    var declaration = NetworkDeclaration.of(NetworkSpec.of(NetworkConfig.vgg("VGG_08", 0)));
    assertThat(
            declaration.parameters().stream()
                .filter(Parameter::inGradientFlow)
                .map(Parameter::layerName))
        .containsExactly(
            "input_conv_conv_0",
            "input_conv_bn_0",
            "reduction_block_0_conv_0",
            "reduction_block_0_conv_1",
            "reduction_block_1_conv_0",
            "reduction_block_1_conv_1",
            "reduction_block_2_conv_0",
            "reduction_block_2_conv_1",
            "weight_logit_linear_layer");
  }

  /** 39 entries plain, 75 with batch norm (section 1.4). */
  @ParameterizedTest
  @CsvSource({"plain, 39", "residual, 39", "bn, 75", "bn_residual, 75"})
  void vgg38HasTheCoursesNumberOfEntries(String block, int entries) {
    assertThat(
            NetworkDeclaration.of(spec(block, 5)).parameters().stream()
                .filter(Parameter::inGradientFlow))
        .hasSize(entries);
  }

  @Test
  void refusesMoreStagesThanTheImageCanBeHalved() {
    var six = NetworkSpec.of("plain", 6, 0, 8, 10, 32);
    assertThatThrownBy(() -> NetworkDeclaration.of(six)).hasMessageContaining("cannot be halved");
  }

  @Test
  void companionsOfStagesAndOfBlocks() {
    var spec = spec("bn", 1);
    assertThat(heads(spec)).containsExactly("logit_linear_layer");
    assertThat(heads(spec.withSupervision(0.3)))
        .containsExactly("logit_linear_layer", "aux_linear_layer_0", "aux_linear_layer_1");
    assertThat(heads(spec.withSupervision(0.3, Heads.BLOCK)))
        .containsExactly(
            "logit_linear_layer",
            "aux_linear_layer_block_0_0",
            "aux_linear_layer_0",
            "aux_linear_layer_block_1_0",
            "aux_linear_layer_1",
            "aux_linear_layer_block_2_0");
  }

  private static List<String> heads(NetworkSpec spec) {
    var declaration = NetworkDeclaration.of(spec);
    return declaration.heads().stream()
        .map(
            head ->
                declaration.operations().stream()
                    .filter(op -> op.output() == head)
                    .map(op -> ((Operation.Linear) op).name())
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  @Test
  void theKernelDecidesTheShapeAndThePyTorchBound() {
    var first = NetworkDeclaration.of(spec("plain", 0).withKernel(5)).parameters().get(0);
    assertThat(first.shape()).containsExactly(32, 3, 5, 5);
    assertThat(first.bound()).isEqualTo(1 / Math.sqrt(3 * 25));
    assertThatThrownBy(() -> spec("plain", 0).withKernel(4)).hasMessageContaining("must be odd");
  }

  /** Weights of convolutions and linear layers; not biases, batch norms or anybody's shape. */
  @Test
  void initScaleIsAFactorOnWeightsAlone() {
    var course = NetworkDeclaration.of(spec("bn", 1)).parameters();
    var scaled = NetworkDeclaration.of(spec("bn", 1).withInitScale(3)).parameters();
    for (int i = 0; i < course.size(); i++) {
      boolean weight = course.get(i).kind() == Parameter.Kind.WEIGHT;
      assertThat(scaled.get(i).bound()).isEqualTo((weight ? 3 : 1) * course.get(i).bound());
      assertThat(scaled.get(i).name()).isEqualTo(course.get(i).name());
    }
  }

  /** A student's slips, each said with the layer's name. */
  @Test
  void whatDoesNotFitIsSaidWithTheLayersName() {
    var b = new NetworkBuilder(spec("plain", 1));
    int x = b.convolution("a.conv_0", 0, 4, false);
    int y = b.convolution("a.conv_1", x, 6, false);
    assertThatThrownBy(() -> b.add(x, y))
        .hasMessage(
            "the output of a.conv_0 (N x 4 x 32 x 32) and the output of a.conv_1 (N x 6 x 32 x 32)"
                + " cannot be added");
    assertThatThrownBy(() -> b.linear("a.fc_0", x, 3))
        .hasMessageContaining("a.fc_0 needs N x C, behind a global pool")
        .hasMessageContaining("a.conv_0");
    int pooled = b.globalPool(x);
    assertThatThrownBy(() -> b.convolution("a.conv_2", pooled, 3, false))
        .hasMessageContaining("a.conv_2 needs N x C x S x S")
        .hasMessageContaining("(N x 4)");
    assertThatThrownBy(() -> b.scale(y, pooled)).hasMessageContaining("cannot be scaled by");
    assertThatThrownBy(() -> b.concat(b.averagePool(y), x))
        .hasMessageContaining("cannot be concatenated");
    assertThatThrownBy(b::build).hasMessageContaining("nobody reads the output of a.conv_");
  }

  @Test
  void anUnknownBlockIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> NetworkDeclaration.of(spec("banana", 1)))
        .hasMessageContaining("banana")
        .hasMessageContaining("bn_residual");
  }
}
