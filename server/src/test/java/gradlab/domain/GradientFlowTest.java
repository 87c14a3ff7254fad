package gradlab.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GradientFlowTest {
  private static LayerGradient layer(String name, double meanAbs) {
    return new LayerGradient(name, meanAbs, 0, 0, 0, 0, 1);
  }

  private static GradientFlow flow(LayerGradient... layers) {
    return new GradientFlow(0, 1, true, List.of(layers), List.of());
  }

  /** The broken VGG_38 in small: flat within a stage, a cliff behind it. */
  private static final GradientFlow STAIRCASE =
      flow(
          layer("input_conv_conv_0", 1e-17),
          layer("input_conv_bn_0", 1),
          layer("block_0_0_conv_0", 2e-18),
          layer("reduction_block_0_conv_1", 4e-18),
          layer("block_1_0_conv_0", 3e-15),
          layer("block_1_0_bn_0", 1),
          layer("reduction_block_1_conv_1", 3e-15),
          layer("block_2_0_conv_0", 1e-9),
          layer("reduction_block_2_conv_1", 8e-5),
          layer("aux_linear_layer_0", 1),
          layer("weight_logit_linear_layer", 2e-4));

  @Test
  void stagesShowTheStaircase() {
    var stages = STAIRCASE.stages();
    assertThat(stages).hasSize(3);
    assertThat(stages.get(0))
        .isEqualTo(new StageFlow(0, "block_0_0_conv_0", 2e-18, "reduction_block_0_conv_1", 4e-18));
    assertThat(stages.get(0).gradientRatio()).hasValue(0.5);
    assertThat(stages.get(1).decadesLost().getAsDouble()).isCloseTo(0, within(1e-12));
    assertThat(stages.get(2).decadesLost().getAsDouble()).isCloseTo(4.9, within(0.01));
    assertThat(STAIRCASE.decadesLost().getAsDouble()).isCloseTo(13.6, within(0.01));
  }

  @Test
  void depthCountsLayersWithWeightsThatGetAGradient() {
    assertThat(STAIRCASE.depth()).isEqualTo(8);
    assertThat(STAIRCASE.trainedDepth(1e-3)).isEqualTo(2);
    assertThat(STAIRCASE.trainedDepth(1e-6)).isEqualTo(3);
  }

  @Test
  void ratiosAreUndefinedWithoutADenominator() {
    var zero = flow(layer("block_0_0_conv_0", 1), layer("reduction_block_0_conv_1", 0));
    assertThat(zero.gradientRatio()).isEmpty();
    assertThat(zero.decadesLost()).isEmpty();
    assertThat(zero.trainedDepth(1e-3)).isEqualTo(1);
    var nan = flow(layer("block_0_0_conv_0", 1), layer("reduction_block_0_conv_1", Double.NaN));
    assertThat(nan.gradientRatio()).isEmpty();
    assertThat(flow(layer("weight_logit_linear_layer", 1)).trainedDepth(1e-3)).isEqualTo(1);
    assertThat(flow(layer("weight_logit_linear_layer", 1)).stages()).isEmpty();
  }

  @Test
  void aGradientOfExactlyZeroLosesInfinitelyManyDecades() {
    var zero = flow(layer("block_0_0_conv_0", 0), layer("reduction_block_0_conv_1", 1));
    assertThat(zero.gradientRatio()).hasValue(0);
    assertThat(zero.decadesLost().getAsDouble()).isInfinite();
  }
}
