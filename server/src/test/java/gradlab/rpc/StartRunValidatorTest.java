package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradlab.domain.Augmentation;
import gradlab.domain.DeepSupervision;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;
import gradlab.network.blocks.BlockTypes;
import gradlab.v1.StartRunRequest;
import gradlab.wire.ConfigMessages;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StartRunValidatorTest {
  private static final OptionalInt WHOLE_SET = OptionalInt.of(47_500);

  private static RunConfig check(Consumer<StartRunRequest.Builder> change) {
    var request = StartRunRequest.newBuilder();
    request.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08");
    change.accept(request);
    return StartRunValidator.check(request.build(), WHOLE_SET);
  }

  private static TrainingConfig training(Consumer<gradlab.v1.TrainingConfig.Builder> change) {
    return check(r -> change.accept(r.getConfigBuilder().getTrainingBuilder())).training();
  }

  private static Map<String, String> violations(Consumer<StartRunRequest.Builder> change) {
    var thrown = catchThrowableOfType(InvalidRequest.class, () -> check(change));
    assertThat(thrown).as("must be refused").isNotNull();
    var found = new TreeMap<String, String>();
    thrown
        .violations()
        .forEach(v -> found.merge(v.field(), v.description(), (a, b) -> a + "; " + b));
    return found;
  }

  @Test
  void nothingButTheNameGivesTheCoursesExperiment() {
    var config = check(r -> {});
    assertThat(config.training()).isEqualTo(TrainingConfig.COURSE);
    assertThat(config.network()).isEqualTo(gradlab.domain.NetworkConfig.vgg("VGG_08", 0));
    assertThat(config.name()).isEqualTo("VGG_08 plain seed 0");
    assertThat(check(r -> r.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_38")).network())
        .isEqualTo(gradlab.domain.NetworkConfig.vgg("VGG_38", 5));
  }

  @Test
  void theScheduleIsAsLongAsTheTrainingUnlessSaid() {
    assertThat(check(r -> r.getConfigBuilder().getTrainingBuilder().setEpochs(7)).training())
        .returns(7, TrainingConfig::epochs)
        .returns(new ScheduleConfig.Cosine(2e-5, 7), TrainingConfig::schedule);
    assertThat(training(t -> t.setEpochs(2).setScheduleEpochs(100)).schedule())
        .isEqualTo(new ScheduleConfig.Cosine(2e-5, 100));
  }

  @Test
  void everyBadFieldIsNamedAtOnce() {
    var found =
        violations(
            r -> {
              r.setRequestId("x".repeat(101));
              r.getConfigBuilder().setName("two\nlines").putTags("", "v");
              r.getConfigBuilder()
                  .getNetworkBuilder()
                  .setBlock("residul")
                  .setStages(40)
                  .setBlocksPerStage(51)
                  .setFilters(0)
                  .setClasses(10)
                  .setActivationSlope(Double.NaN);
              r.getConfigBuilder()
                  .getTrainingBuilder()
                  .setEpochs(0)
                  .setScheduleEpochs(0)
                  .setMaxSteps(-1)
                  .setBatchSize(0)
                  .setLearningRate(Double.NaN)
                  .setMinLearningRate(Double.POSITIVE_INFINITY)
                  .setWeightDecay(-1)
                  .setClipNorm(-1)
                  .setStepEpochs(3)
                  .setStepFactor(0.5)
                  .setMomentum(0.5)
                  .setAdamEpsilon(0)
                  .setTrainLimit(47_501)
                  .setGradientEverySteps(-1)
                  .setMetricsEverySteps(0);
            });
    assertThat(found)
        .containsOnlyKeys(
            "request_id",
            "config.name",
            "config.tags[]",
            "config.network.block",
            "config.network.stages",
            "config.network.blocks_per_stage",
            "config.network.filters",
            "config.network.classes",
            "config.network.activation_slope",
            "config.training.epochs",
            "config.training.schedule_epochs",
            "config.training.max_steps",
            "config.training.batch_size",
            "config.training.learning_rate",
            "config.training.min_learning_rate",
            "config.training.weight_decay",
            "config.training.clip_norm",
            "config.training.step_epochs",
            "config.training.step_factor",
            "config.training.momentum",
            "config.training.adam_epsilon",
            "config.training.train_limit",
            "config.training.gradient_every_steps",
            "config.training.metrics_every_steps");
    assertThat(found.get("config.network.stages")).contains("is 40").contains("one pixel");
    assertThat(found.get("config.network.block")).contains("did you mean residual?");
    assertThat(found.get("config.training.learning_rate")).contains("NaN");
    assertThat(found.get("config.training.batch_size")).isEqualTo("is 0, must be 1 to 4096");
    assertThat(found.get("config.training.train_limit")).contains("47,500");
  }

  /** Fields of the training, without their common beginning. */
  private static Map<String, String> trainingViolations(
      Consumer<gradlab.v1.TrainingConfig.Builder> change) {
    var found = new TreeMap<String, String>();
    violations(r -> change.accept(r.getConfigBuilder().getTrainingBuilder()))
        .forEach((field, text) -> found.put(field.replace("config.training.", ""), text));
    return found;
  }

  @Test
  void sgdAndItsSchedulesHaveDefaultsOfTheirOwn() {
    assertThat(training(t -> t.setOptimizer("sgd")).optimizer())
        .isEqualTo(new OptimizerConfig.Sgd(0.9));
    assertThat(training(t -> t.setOptimizer("sgd").setMomentum(0)).optimizer())
        .isEqualTo(new OptimizerConfig.Sgd(0));
    assertThat(training(t -> t.setSchedule("constant")).schedule())
        .isEqualTo(new ScheduleConfig.Constant());
    assertThat(training(t -> t.setSchedule("step")).schedule())
        .isEqualTo(new ScheduleConfig.Step(30, 0.1));
    assertThat(training(t -> t.setSchedule("step").setStepEpochs(4).setStepFactor(1)).schedule())
        .isEqualTo(new ScheduleConfig.Step(4, 1));
    assertThat(training(t -> t.setOptimizer("adam").setSchedule("cosine")))
        .isEqualTo(TrainingConfig.COURSE);
    assertThat(training(t -> t.setClipNorm(1.5)).clipNorm()).isEqualTo(1.5);
    assertThat(training(t -> t.setRandomCrop(false)).augmentation())
        .isEqualTo(new Augmentation(false, true));
    assertThat(training(t -> t.setRandomFlip(false)).augmentation())
        .isEqualTo(new Augmentation(true, false));
  }

  @Test
  void whatTheChosenOneDoesNotHaveIsRefusedWithTheReason() {
    assertThat(trainingViolations(t -> t.setMomentum(0.9)))
        .containsOnly(
            Map.entry(
                "momentum",
                "goes with optimizer sgd, not with optimizer adam:"
                    + " leave it out or say optimizer sgd"));
    assertThat(trainingViolations(t -> t.setOptimizer("sgd").setAdamEpsilon(1e-8)))
        .containsOnlyKeys("adam_epsilon");
    assertThat(trainingViolations(t -> t.setStepEpochs(30).setStepFactor(0.1)))
        .containsOnlyKeys("step_epochs", "step_factor");
    assertThat(
            trainingViolations(
                t ->
                    t.setSchedule("constant")
                        .setStepEpochs(30)
                        .setStepFactor(0.1)
                        .setMinLearningRate(0)
                        .setScheduleEpochs(3)))
        .containsOnlyKeys("step_epochs", "step_factor", "min_learning_rate", "schedule_epochs")
        .containsEntry(
            "min_learning_rate",
            "goes with schedule cosine, not with schedule constant:"
                + " leave it out or say schedule cosine");
    assertThat(
            trainingViolations(
                t -> t.setSchedule("step").setMinLearningRate(0).setScheduleEpochs(3)))
        .containsOnlyKeys("min_learning_rate", "schedule_epochs");
  }

  @Test
  void rangesOfTheOptimisersAndSchedulesSettings() {
    for (double momentum : new double[] {-0.1, 1, 2, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(trainingViolations(t -> t.setOptimizer("sgd").setMomentum(momentum)))
          .as("momentum %s", momentum)
          .containsOnlyKeys("momentum");
    }
    for (double factor : new double[] {0, -0.5, 1.01, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(trainingViolations(t -> t.setSchedule("step").setStepFactor(factor)))
          .as("step_factor %s", factor)
          .containsOnlyKeys("step_factor");
    }
    for (int every : new int[] {0, -1, 10_001}) {
      assertThat(trainingViolations(t -> t.setSchedule("step").setStepEpochs(every)))
          .containsEntry("step_epochs", "is %d, must be 1 to 10000".formatted(every));
    }
    for (double norm : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(trainingViolations(t -> t.setClipNorm(norm))).containsOnlyKeys("clip_norm");
    }
  }

  /** And everything else that is wrong is still found. */
  @Test
  void anUnknownOptimiserOrScheduleSaysWhatThereIs() {
    assertThat(
            trainingViolations(
                t ->
                    t.setOptimizer("adamw")
                        .setSchedule("Step")
                        .setMomentum(7)
                        .setStepFactor(7)
                        .setMinLearningRate(7)
                        .setClipNorm(-7)))
        .containsOnlyKeys(
            "optimizer", "schedule", "momentum", "step_factor", "min_learning_rate", "clip_norm")
        .containsEntry("optimizer", "'adamw' is not known; there are adam, sgd; did you mean adam?")
        .containsEntry(
            "schedule",
            "'Step' is not known; there are cosine, constant, step; did you mean step?");
  }

  /** A run's own configuration starts the same run again. */
  @Property(tries = 200)
  void whatTheServerAnswersWithIsAcceptedAgain(
      @ForAll boolean sgd,
      @ForAll @IntRange(min = 0, max = 2) int schedule,
      @ForAll boolean crop,
      @ForAll @IntRange(min = 1, max = 100) int epochs) {
    var first =
        check(
            r ->
                r.getConfigBuilder()
                    .getTrainingBuilder()
                    .setOptimizer(sgd ? "sgd" : "")
                    .setSchedule(ScheduleConfig.NAMES.get(schedule))
                    .setRandomCrop(crop)
                    .setEpochs(epochs));
    assertThat(check(r -> r.setConfig(ConfigMessages.message(first)))).isEqualTo(first);
  }

  @Test
  void everyBlockCanBeNamed() {
    for (String block : BlockTypes.names()) {
      var network =
          check(
                  r ->
                      r.getConfigBuilder()
                          .getNetworkBuilder()
                          .setBlock(block)
                          .setDeepSupervision(true))
              .network();
      assertThat(network.block()).isEqualTo(block);
      assertThat(network.deepSupervision()).contains(DeepSupervision.DEFAULT);
    }
  }

  @Test
  void anUnknownNameSaysWhatThereIs() {
    assertThat(violations(r -> r.getConfigBuilder().getNetworkBuilder().setNetwork("")))
        .containsEntry(
            "config.network.network", "is missing; say VGG_08, VGG_38 or another VGG_nn");
    assertThat(
            violations(r -> r.getConfigBuilder().getNetworkBuilder().setNetwork("vgg8"))
                .get("config.network.network"))
        .contains("'vgg8' is not known");
  }

  @Test
  void theNumberInTheNameMustAgree() {
    assertThat(
            violations(r -> r.getConfigBuilder().getNetworkBuilder().setBlocksPerStage(5))
                .get("config.network.network"))
        .contains("VGG_08 does not agree with 3 stages of 5 blocks, which is VGG_38");
    assertThat(
            violations(r -> r.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_10"))
                .get("config.network.network"))
        .contains("VGG_08 (0 blocks per stage)")
        .contains("VGG_14 (1)");
    assertThatThrownBy(() -> check(r -> r.getConfigBuilder().getNetworkBuilder().setStages(2)))
        .isInstanceOf(InvalidRequest.class);
  }

  /** The name alone is enough wherever there is such a network. */
  @Property(tries = 200)
  void aNameAloneGivesItsBlocks(
      @ForAll @IntRange(min = 1, max = 5) int stages,
      @ForAll @IntRange(min = 0, max = 50) int blocks) {
    var config =
        check(
            r ->
                r.getConfigBuilder()
                    .getNetworkBuilder()
                    .setNetwork("VGG_%02d".formatted(stages * 2 * (blocks + 1) + 2))
                    .setStages(stages));
    assertThat(config.network().blocksPerStage()).isEqualTo(blocks);
  }

  /** Any doubles: either refused or finite and in range. */
  @Property
  void noBadNumberGetsThrough(
      @ForAll double rate, @ForAll double floor, @ForAll double decay, @ForAll double epsilon) {
    try {
      var t =
          check(
                  r ->
                      r.getConfigBuilder()
                          .getTrainingBuilder()
                          .setLearningRate(rate)
                          .setMinLearningRate(floor)
                          .setWeightDecay(decay)
                          .setAdamEpsilon(epsilon))
              .training();
      assertThat(t.learningRate()).isFinite().isPositive();
      var cosine = (ScheduleConfig.Cosine) t.schedule();
      assertThat(cosine.minLearningRate()).isFinite().isNotNegative().isLessThanOrEqualTo(rate);
      assertThat(t.weightDecay()).isFinite().isNotNegative();
      assertThat(((OptimizerConfig.Adam) t.optimizer()).epsilon()).isFinite().isPositive();
    } catch (InvalidRequest refused) {
      assertThat(refused.violations()).isNotEmpty();
    }
  }

  @Test
  void withoutDataTheTrainLimitIsNotCompared() {
    var request = StartRunRequest.newBuilder();
    request.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08");
    request.getConfigBuilder().getTrainingBuilder().setTrainLimit(1_000_000);
    assertThat(
            StartRunValidator.check(request.build(), OptionalInt.empty()).training().trainLimit())
        .isEqualTo(1_000_000);
  }
}
