package gradlab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.NetworkConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkDeclarationTest {
  static NetworkSpec spec(String block, int blocksPerStage) {
    return new NetworkSpec(block, 3, blocksPerStage, 32, 100, 32, 0.01, 8, 0);
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
    var six = new NetworkSpec("plain", 6, 0, 8, 10, 32, 0.01, 8, 0);
    assertThatThrownBy(() -> NetworkDeclaration.of(six)).hasMessageContaining("cannot be halved");
  }

  @Test
  void anUnknownBlockIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> NetworkDeclaration.of(spec("banana", 1)))
        .hasMessageContaining("banana")
        .hasMessageContaining("bn_residual");
  }
}
