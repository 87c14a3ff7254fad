package gradlab.network;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.DeepSupervision.Heads;
import gradlab.network.blocks.BlockType;
import gradlab.network.blocks.BlockTypes;
import gradlab.network.blocks.BlocksUnderTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every block type declares, whatever it is: see docs/blocks.md. */
@Tag("block")
class BlockKitTest {
  private static final int MAP = 8;
  private static final int FILTERS = 6;

  static List<String> blocks() {
    return BlocksUnderTest.names();
  }

  private static NetworkSpec spec(String block) {
    return NetworkSpec.of(block, 2, 2, FILTERS, 4, MAP).withGrowth(3);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void aProcessingBlockKeepsTheMap(String name) {
    var b = new NetworkBuilder(spec(name));
    int x = entry(b);
    for (int i = 0; i < 3; i++) {
      x = type(name).processing(b, "block_0_" + i, x);
      assertThat(b.size(x)).isEqualTo(MAP);
    }
  }

  /** But for the identity, which is what the empty block is. */
  @ParameterizedTest
  @MethodSource("blocks")
  void aReductionBlockHalvesTheMapAndGivesTheNetworksFilters(String name) {
    var b = new NetworkBuilder(spec(name));
    int x = type(name).processing(b, "block_0_0", entry(b));
    int y = type(name).reduction(b, "reduction_block_0", x);
    assertThat(b.channels(y)).isEqualTo(FILTERS);
    assertThat(b.size(y)).isEqualTo(y == x ? MAP : MAP / 2);
  }

  private static int entry(NetworkBuilder b) {
    return b.convolution("input_conv.conv_0", 0, FILTERS, false);
  }

  private static BlockType type(String name) {
    return BlockTypes.byName(name);
  }

  /** Figures, exports and checkpoints know a parameter by its name. */
  @ParameterizedTest
  @MethodSource("blocks")
  void parametersHaveNamesOfTheirOwnThatBeginWithTheirBlocks(String name) {
    var declaration = NetworkDeclaration.of(spec(name).withSupervision(0.3, Heads.BLOCK));
    assertThat(declaration.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    assertThat(declaration.parameters())
        .filteredOn(Parameter::inGradientFlow)
        .extracting(Parameter::layerName)
        .doesNotHaveDuplicates();
    assertThat(declaration.parameters())
        .extracting(Parameter::name)
        .allMatch(
            n ->
                n.matches(
                    "(input_conv|block_[01]_[01]|reduction_block_[01])\\.\\w+\\.\\w+"
                        + "|(aux_linear_layer_(block_[01]_)?[01]|logit_linear_layer)\\.\\w+"));
  }

  @Test
  void noTwoTypesHaveOneName() {
    assertThat(BlockTypes.names()).doesNotHaveDuplicates().contains("plain", "se");
  }
}
