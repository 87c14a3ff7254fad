package gradlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchNetworkTest {
  @Test
  void theStandardNetworksWithoutAFilter() {
    assertThat(select("", ""))
        .containsExactly("VGG_08 plain", "VGG_38 plain", "VGG_38 bn", "VGG_38 bn_residual");
  }

  @Test
  void oneFilterTakesFromTheStandardNetworks() {
    assertThat(select("VGG_38", ""))
        .containsExactly("VGG_38 plain", "VGG_38 bn", "VGG_38 bn_residual");
    assertThat(select("", "plain")).containsExactly("VGG_08 plain", "VGG_38 plain");
  }

  @Test
  void twoFiltersAreTakenAtTheirWord() {
    assertThat(select("VGG_08 VGG_20", "bn dense"))
        .containsExactly("VGG_08 bn", "VGG_08 dense", "VGG_20 bn", "VGG_20 dense");
  }

  @Test
  void whatIsNotStandardGetsACompanion() {
    assertThat(select("VGG_20 VGG_20", "")).containsExactly("VGG_20 plain");
    assertThat(select("", "residual")).containsExactly("VGG_38 residual");
  }

  @Test
  void theConfigurationIsTheCoursesWithTheBlock() {
    var config = BenchNetwork.of("VGG_38", "bn").config();

    assertThat(config.blocksPerStage()).isEqualTo(5);
    assertThat(config.block()).isEqualTo("bn");
    assertThat(config.stages()).isEqualTo(3);
    assertThat(config.filters()).isEqualTo(32);
    assertThat(config.classes()).isEqualTo(100);
    assertThat(BenchNetwork.of("VGG_08", "plain").config().blocksPerStage()).isZero();
  }

  @Test
  void whatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> select("ResNet", "")).hasMessageContaining("'ResNet' is not VGG_nn");
    assertThatThrownBy(() -> select("VGG_09", "")).hasMessageContaining("no VGG_09");
    assertThatThrownBy(() -> select("VGG_02", "")).hasMessageContaining("no VGG_02");
    assertThatThrownBy(() -> select("VGG_314", "")).hasMessageContaining("no VGG_314");
    assertThatThrownBy(() -> select("VGG_08", "blah")).hasMessageContaining("'blah'");
    assertThatThrownBy(() -> select("", "blah")).hasMessageContaining("'blah'");
  }

  private static List<String> select(String names, String blocks) {
    return BenchNetwork.select(words(names), words(blocks)).stream()
        .map(BenchNetwork::toString)
        .toList();
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
