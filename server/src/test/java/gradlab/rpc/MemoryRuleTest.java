package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.RunConfig;
import gradlab.v1.StartRunRequest;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MemoryRuleTest {
  private static final long GB = 1_000_000_000;

  private static RunConfig config(String network, int batch) {
    var request = StartRunRequest.newBuilder();
    request.getConfigBuilder().getNetworkBuilder().setNetwork(network).setBlock("bn");
    request.getConfigBuilder().getTrainingBuilder().setBatchSize(batch);
    return StartRunValidator.check(request.build(), OptionalInt.empty());
  }

  @Test
  void aBatchThatFitsIsTaken() {
    assertThatCode(() -> MemoryRule.check(config("VGG_38", 100), GB)).doesNotThrowAnyException();
    assertThatCode(() -> MemoryRule.check(config("VGG_38", 4096), 0)).doesNotThrowAnyException();
  }

  @Test
  void oneThatDoesNotIsRefusedWithTheEstimateAndWhatFits() {
    var refused =
        catchThrowableOfType(
            InvalidRequest.class, () -> MemoryRule.check(config("VGG_38", 4096), 4 * GB));
    assertThat(refused.violations()).hasSize(1);
    var violation = refused.violations().get(0);
    assertThat(violation.field()).isEqualTo("config.training.batch_size");
    assertThat(violation.description())
        .startsWith("is 4096, for which this network needs about 2")
        .contains("a worker of this server has 4.0 GB, enough for a batch of about ");
    int fits = Integer.parseInt(violation.description().replaceAll(".* about ", ""));
    assertThatCode(() -> MemoryRule.check(config("VGG_38", fits), 4 * GB))
        .doesNotThrowAnyException();
    assertThat(
            catchThrowableOfType(
                InvalidRequest.class, () -> MemoryRule.check(config("VGG_38", fits + 1), 4 * GB)))
        .isNotNull();
  }

  @Test
  void aNetworkThatDoesNotFitAtAllIsSaidSo() {
    var refused =
        catchThrowableOfType(
            InvalidRequest.class, () -> MemoryRule.check(config("VGG_38", 1), GB / 10));
    assertThat(refused.violations().get(0).description()).endsWith("use a smaller network");
  }
}
