package gradlab.exchange.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerNamesTest {
  @Test
  void aNetworkWithoutBlocksIsTheSameWithEveryBlockThatFits() {
    assertThat(LayerNames.recognise(CourseFolders.of("VGG_08").results().layers()))
        .isEqualTo(new LayerNames("VGG_08", "plain", 3, 0));
  }

  @Test
  void skipsHaveNoNamesSoTheBlockIsNotKnown() {
    assertThat(LayerNames.recognise(CourseFolders.of("VGG_38").results().layers()))
        .isEqualTo(new LayerNames("VGG_38", "", 3, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "plain, 3, 5, 39, VGG_38, ''",
    "bn, 3, 5, 75, VGG_38, ''",
    "bn_residual, 2, 1, 19, VGG_10, ''",
    "dense, 3, 5, 0, VGG_38, dense"
  })
  void byItsLayers(String block, int stages, int blocks, int count, String network, String known) {
    var layers = LayerNames.layersOf(block, stages, blocks);
    if (count > 0) {
      assertThat(layers).hasSize(count);
    }
    assertThat(LayerNames.recognise(layers))
        .isEqualTo(new LayerNames(network, known, stages, blocks));
  }

  @Test
  void aLayerMoreOrLessIsNoNetworkHere() {
    var layers = new ArrayList<>(LayerNames.layersOf("plain", 3, 5));
    layers.add(3, "block_0_0_shortcut");
    assertThat(LayerNames.recognise(layers)).isEqualTo(LayerNames.UNKNOWN);
    layers.remove(3);
    layers.remove(0);
    assertThat(LayerNames.recognise(layers)).isEqualTo(LayerNames.UNKNOWN);
    assertThat(LayerNames.recognise(List.of())).isEqualTo(LayerNames.UNKNOWN);
    assertThat(LayerNames.recognise(List.of("reduction_block_999999999_conv_0")))
        .isEqualTo(LayerNames.UNKNOWN);
  }
}
