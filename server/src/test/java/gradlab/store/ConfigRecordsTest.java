package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.DeepSupervision;
import gradlab.domain.NetworkConfig;
import gradlab.store.v1.Config;
import gradlab.store.v1.RunCreated;
import gradlab.store.v1.Time;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigRecordsTest {
  private static NetworkConfig network(Config.Builder config) {
    var created =
        RunCreated.newBuilder()
            .setRunId("vgg-38-0001")
            .setConfig(config)
            .setCreateTime(Time.getDefaultInstance());
    return ConfigRecords.created(created.build()).config().network();
  }

  private static Config.Builder old(String block) {
    return Config.newBuilder()
        .setNetwork("VGG_38")
        .setBlock(block)
        .setStages(3)
        .setBlocksPerStage(5)
        .setFilters(32)
        .setClasses(100)
        .setActivationSlope(0.01);
  }

  /** A log of before kernel, growth and the others could be chosen. */
  @Test
  void anOldLogKeepsItsMeaning() {
    assertThat(network(old("plain"))).isEqualTo(NetworkConfig.vgg("VGG_38", 5));
    var dense = network(old("dense").setDeepSupervision(true));
    assertThat(dense.deepSupervision()).contains(DeepSupervision.DEFAULT);
    assertThat(dense.growth()).isEqualTo(OptionalInt.empty());
    assertThat(dense.kernel()).isEqualTo(3);
    assertThat(dense.initScale()).isEqualTo(1);
    assertThat(gradlab.network.NetworkSpec.of(dense).layers().growth()).isEqualTo(8);
  }
}
