package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradlab.domain.DeepSupervision;
import gradlab.domain.DeepSupervision.Heads;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.network.blocks.BlockTypes;
import gradlab.v1.StartRunRequest;
import gradlab.wire.ConfigMessages;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a network's layers have in common, as asked for in StartRun. */
class LayerRulesTest {
  private static RunConfig check(Consumer<gradlab.v1.NetworkConfig.Builder> change) {
    var request = StartRunRequest.newBuilder();
    var network = request.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08");
    change.accept(network);
    return StartRunValidator.check(request.build(), OptionalInt.empty());
  }

  private static Map<String, String> violations(Consumer<gradlab.v1.NetworkConfig.Builder> change) {
    var thrown = catchThrowableOfType(InvalidRequest.class, () -> check(change));
    assertThat(thrown).as("must be refused").isNotNull();
    return thrown.violations().stream()
        .collect(Collectors.toMap(v -> field(v), FieldViolation::description));
  }

  private static String field(FieldViolation violation) {
    assertThat(violation.field()).startsWith("config.network.");
    return violation.field().substring("config.network.".length());
  }

  @Test
  void everySettingArrives() {
    var network =
        check(
                n ->
                    n.setBlock("dense")
                        .setKernel(5)
                        .setGrowth(12)
                        .setDeepSupervision(true)
                        .setSupervisionWeight(0.5)
                        .setSupervisionHeads("block")
                        .setDropout(0.25)
                        .setInitScale(3))
            .network();
    assertThat(network)
        .returns(5, NetworkConfig::kernel)
        .returns(OptionalInt.of(12), NetworkConfig::growth)
        .returns(0.25, NetworkConfig::dropout)
        .returns(3.0, NetworkConfig::initScale);
    assertThat(network.deepSupervision()).contains(new DeepSupervision(0.5, Heads.BLOCK));
  }

  @Test
  void everyBadFieldIsNamedAtOnceWithItsReason() {
    var found =
        violations(
            n ->
                n.setBlock("dense")
                    .setKernel(4)
                    .setGrowth(0)
                    .setDeepSupervision(true)
                    .setSupervisionWeight(0)
                    .setSupervisionHeads("layer")
                    .setDropout(1)
                    .setInitScale(1001)
                    .setActivationSlope(1.5));
    assertThat(found)
        .containsOnlyKeys(
            "kernel",
            "growth",
            "supervision_weight",
            "supervision_heads",
            "dropout",
            "init_scale",
            "activation_slope");
    assertThat(found.get("kernel")).startsWith("is 4, must be odd");
    assertThat(found.get("growth")).isEqualTo("is 0, must be 1 to 1024");
    assertThat(found.get("supervision_weight")).isEqualTo("is 0.0, must be above 0");
    assertThat(found.get("supervision_heads"))
        .isEqualTo("'layer' is not known; it is stage or block");
    assertThat(found.get("dropout")).startsWith("is 1.0, must be 0 to below 1");
    assertThat(found.get("init_scale")).isEqualTo("is 1001.0, must be above 0 and at most 1000");
  }

  @Test
  void whatMeansNothingHereIsRefused() {
    assertThat(violations(n -> n.setBlock("bn").setGrowth(8)))
        .containsEntry(
            "growth",
            "means nothing to block bn, only to dense: choose that block or leave growth out");
    assertThat(violations(n -> n.setSupervisionWeight(0.3).setSupervisionHeads("stage")))
        .containsOnlyKeys("supervision_weight", "supervision_heads")
        .allSatisfy((field, reason) -> assertThat(reason).contains("without deep_supervision"));
  }

  /** An unknown block is complained of once, not also for what it might not have. */
  @Test
  void growthIsNotHeldAgainstAnUnknownBlock() {
    assertThat(violations(n -> n.setBlock("dnese").setGrowth(8))).containsOnlyKeys("block");
  }

  @Test
  void everyOddKernelUpToSevenIsFineOnTheSmallestMap() {
    for (int kernel : new int[] {1, 3, 5, 7}) {
      var network = check(n -> n.setNetwork("VGG_12").setStages(5).setKernel(kernel)).network();
      assertThat(network.kernel()).isEqualTo(kernel);
    }
    assertThat(violations(n -> n.setKernel(9))).containsEntry("kernel", "is 9, must be 1 to 7");
    assertThat(violations(n -> n.setKernel(-1))).containsEntry("kernel", "is -1, must be 1 to 7");
  }

  /** What the server answers with can be started again. */
  @Test
  void anAnsweredConfigurationIsAccepted() {
    for (String block : BlockTypes.names()) {
      for (boolean supervised : new boolean[] {false, true}) {
        var first = check(n -> n.setBlock(block).setDeepSupervision(supervised));
        var request = StartRunRequest.newBuilder().setConfig(ConfigMessages.message(first)).build();
        assertThat(StartRunValidator.check(request, OptionalInt.empty())).isEqualTo(first);
      }
    }
  }

  /** Any doubles: either refused or finite and in range. */
  @Property
  void noBadNumberGetsThrough(
      @ForAll double weight, @ForAll double dropout, @ForAll double scale, @ForAll double slope) {
    try {
      var network =
          check(
                  n ->
                      n.setDeepSupervision(true)
                          .setSupervisionWeight(weight)
                          .setDropout(dropout)
                          .setInitScale(scale)
                          .setActivationSlope(slope))
              .network();
      assertThat(network.deepSupervision().orElseThrow().weight()).isPositive().isBetween(0.0, 1e3);
      assertThat(network.dropout()).isNotNegative().isLessThan(1);
      assertThat(network.initScale()).isPositive().isBetween(0.0, 1e3);
      assertThat(network.activationSlope()).isBetween(0.0, 1.0);
    } catch (InvalidRequest refused) {
      assertThat(refused.violations()).isNotEmpty();
    }
  }
}
