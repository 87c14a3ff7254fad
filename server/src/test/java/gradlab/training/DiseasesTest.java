package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.dataset.DatasetLocation;
import gradlab.diagnosis.Diagnosis;
import gradlab.diagnosis.Finding;
import gradlab.diagnosis.Measured;
import gradlab.diagnosis.Thresholds;
import gradlab.diagnosis.Verdict;
import gradlab.domain.ClassPrior;
import gradlab.domain.GradientFlow;
import gradlab.domain.NetworkConfig;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.GradientsSampled;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunPolicy;
import gradlab.domain.TrainingConfig;
import gradlab.domain.TrainingConfigBuilder;
import gradlab.model.Networks;
import gradlab.network.Parameter;
import gradlab.weights.format.SafetensorsWriter;
import gradlab.weights.format.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks with a known disease, really trained on real images for some steps, and two healthy
 * ones.
 */
class DiseasesTest {
  /** A disease is to be diagnosed, not prevented. */
  private static final RunPolicy UNGUARDED = new RunPolicy(0, 0, Duration.ZERO, 1, false);

  @TempDir private Path directory;

  /** A few hundred images, more than chance can be seen by. */
  private static TrainingConfigBuilder short0() {
    return new TrainingConfigBuilder().epochs(1).batchSize(25).trainLimit(250).seed(0);
  }

  private static NetworkConfig vgg(
      String network, String block, int blocksPerStage, double slope, double initScale) {
    return new NetworkConfig(
        network,
        block,
        3,
        blocksPerStage,
        32,
        100,
        slope,
        Optional.empty(),
        NetworkConfig.KERNEL,
        OptionalInt.empty(),
        0,
        initScale);
  }

  private Diagnosis diagnose(NetworkConfig network, TrainingConfig training, String initFrom)
      throws Exception {
    var epochs = new ArrayList<EpochMetrics>();
    var steps = new ArrayList<StepMetrics>();
    var flows = new ArrayList<GradientFlow>();
    var run = new RunConfig(network, training, "ill", Map.of(), initFrom, UNGUARDED);
    ClassPrior prior;
    try (var trainer =
        new Trainer(
            run,
            DatasetLocation.sample(),
            directory,
            Optional.empty(),
            event -> note(event, epochs, steps, flows),
            () -> false)) {
      prior = trainer.facts().classPrior();
      trainer.train();
    }
    return Diagnosis.of(
        new Measured(
            network.activationSlope(),
            epochs,
            Optional.of(flows.get(flows.size() - 1)),
            Optional.of(steps.get(steps.size() - 1)),
            Optional.of(prior)),
        Thresholds.STANDARD);
  }

  private static void note(
      RunEvent event,
      List<EpochMetrics> epochs,
      List<StepMetrics> steps,
      List<GradientFlow> flows) {
    if (event instanceof EpochMetrics e) {
      epochs.add(e);
    } else if (event instanceof StepMetrics s) {
      steps.add(s);
    } else if (event instanceof GradientsSampled g) {
      flows.add(g.flow());
    }
  }

  private static List<Verdict> verdicts(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(Finding::verdict).toList();
  }

  @Test
  void vgg38VanishesForwardsAndBackwards() throws Exception {
    var diagnosis = diagnose(NetworkConfig.vgg("VGG_38", 5), short0().maxSteps(10).build(), "");
    assertThat(diagnosis.verdict()).as(diagnosis.explanation()).isEqualTo(Verdict.VANISHING);
    assertThat(verdicts(diagnosis)).contains(Verdict.INPUT_INDEPENDENT);
  }

  @ParameterizedTest
  @CsvSource({"VGG_08, 0", "VGG_38, 5"})
  void sixTimesTheInitialWeightsExplode(String network, int blocks) throws Exception {
    var training = short0().maxSteps(10).build();
    var diagnosis = diagnose(vgg(network, "plain", blocks, 0.01, 6), training, "");
    assertThat(diagnosis.verdict()).as(diagnosis.explanation()).isEqualTo(Verdict.EXPLODING);
  }

  @Test
  void sgdAtAnAbsurdRateIsNotANumber() throws Exception {
    var training =
        short0().optimizer(new OptimizerConfig.Sgd(0.9)).learningRate(1e4).maxSteps(10).build();
    var diagnosis = diagnose(NetworkConfig.vgg("VGG_08", 0), training, "");
    assertThat(diagnosis.verdict()).as(diagnosis.explanation()).isEqualTo(Verdict.NOT_A_NUMBER);
  }

  @Test
  void aSlopeOfZeroWithLargeNegativeBiasesIsDead() throws Exception {
    var network = vgg("VGG_08", "plain", 0, 0, 1);
    var training = short0().maxSteps(10).build();
    writeWeightsWithBias(network, training, -10);
    var diagnosis = diagnose(network, training, "0".repeat(64));
    assertThat(diagnosis.verdict()).as(diagnosis.explanation()).isEqualTo(Verdict.DEAD_LAYERS);
  }

  @Test
  void vgg08IsHealthy() throws Exception {
    var training = short0().epochs(4).trainLimit(1900).build();
    var diagnosis = diagnose(NetworkConfig.vgg("VGG_08", 0), training, "");
    assertThat(diagnosis.verdict()).as(diagnosis.explanation()).isEqualTo(Verdict.HEALTHY);
  }

  @Test
  void skipsAndBatchNormHealVgg38() throws Exception {
    var training = short0().trainLimit(1900).maxSteps(60).build();
    var diagnosis = diagnose(vgg("VGG_38", "bn_residual", 5, 0.01, 1), training, "");
    assertThat(diagnosis.verdict()).as(diagnosis.explanation()).isEqualTo(Verdict.HEALTHY);
  }

  private void writeWeightsWithBias(NetworkConfig network, TrainingConfig training, float bias)
      throws IOException {
    var layer = Networks.layer(Networks.build(network, training));
    var parameters = layer.declaration().parameters();
    var shapes = parameters.stream().map(p -> new TensorShape(p.name(), p.shape())).toList();
    Path file = directory.resolve(RunConfig.INITIAL_WEIGHTS);
    try (var out = Files.newOutputStream(file)) {
      var writer = new SafetensorsWriter(out, Map.of(), shapes);
      for (var p : parameters) {
        var values = layer.getParam(p.name()).dup('c').data().asFloat();
        if (p.kind() == Parameter.Kind.BIAS && p.name().startsWith("reduction")) {
          Arrays.fill(values, bias);
        }
        writer.write(values);
      }
      writer.finish();
    }
  }
}
