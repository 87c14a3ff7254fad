package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.domain.DeepSupervision;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.domain.TrainingConfig;
import gradlab.network.NetworkSpec;
import gradlab.store.v1.Config;
import gradlab.store.v1.RunCreated;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfigRecordsTest {
  @Property(tries = 500)
  void everyConfigurationIsReadAsItWasWritten(@ForAll("configs") RunConfig config)
      throws InvalidProtocolBufferException {
    var view = RunView.created(RunId.of("run-1"), config, "request", Runs.T0);
    var record = RunCreated.parseFrom(ConfigRecords.created(view).toByteArray());
    assertThat(ConfigRecords.created(record)).isEqualTo(view);
  }

  /** The record of a log from before there was a choice of optimiser, schedule and the rest. */
  @Example
  void aLogOfTheFirstVersionMeansTheCoursesRecipe() {
    var record = RunCreated.newBuilder().setRunId("run-1");
    record
        .getConfigBuilder()
        .setNetwork("VGG_08")
        .setBlock("plain")
        .setStages(3)
        .setBlocksPerStage(0)
        .setFilters(32)
        .setClasses(100)
        .setActivationSlope(0.01)
        .setEpochs(100)
        .setScheduleEpochs(100)
        .setBatchSize(100)
        .setLearningRate(1e-3)
        .setMinLearningRate(2e-5)
        .setAdamEpsilon(1e-8)
        .setMetricsEverySteps(10)
        .setName("first");
    RunConfig config = ConfigRecords.created(record.build()).config();
    assertThat(config.training()).isEqualTo(TrainingConfig.COURSE);
    assertThat(config.network()).isEqualTo(NetworkConfig.vgg("VGG_08", 0));
  }

  @Example
  void whatALaterVersionWroteIsNotTakenForSomethingElse() {
    var record = RunCreated.newBuilder().setRunId("run-1");
    record.getConfigBuilder().setOptimizer("lamb");
    assertThatThrownBy(() -> ConfigRecords.created(record.build())).hasMessageContaining("lamb");
    record.getConfigBuilder().setOptimizer("sgd").setSchedule("triangle");
    assertThatThrownBy(() -> ConfigRecords.created(record.build()))
        .hasMessageContaining("triangle");
  }

  @Provide
  Arbitrary<RunConfig> configs() {
    return RunEvents.configs();
  }

  private static NetworkConfig network(Config.Builder config) {
    return ConfigRecords.created(
            RunCreated.newBuilder().setRunId("vgg-38-0001").setConfig(config).build())
        .config()
        .network();
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
  @Example
  void anOldLogKeepsItsNetwork() {
    assertThat(network(old("plain"))).isEqualTo(NetworkConfig.vgg("VGG_38", 5));
    var dense = network(old("dense").setDeepSupervision(true));
    assertThat(dense.deepSupervision()).contains(DeepSupervision.DEFAULT);
    assertThat(dense.growth()).isEqualTo(OptionalInt.empty());
    assertThat(dense.kernel()).isEqualTo(3);
    assertThat(dense.initScale()).isEqualTo(1);
    assertThat(NetworkSpec.of(dense).layers().growth()).isEqualTo(8);
  }
}
