package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.data.BatchRing;
import gradlab.dataset.DatasetLocation;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunPolicy;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;
import gradlab.domain.TrainingConfigBuilder;
import gradlab.model.Networks;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.network.Parameter;
import gradlab.weights.CheckpointFile;
import gradlab.weights.format.BadWeightsException;
import gradlab.weights.format.SafetensorsWriter;
import gradlab.weights.format.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What goes out of a checkpoint is what DL4J wrote, and what comes in is what trains. */
class WeightsInAndOutTest {
  private static final String SHA = "0123456789abcdef".repeat(4);

  @TempDir Path first;
  @TempDir Path second;

  private static NetworkConfig network(String block, boolean deepSupervision) {
    return new NetworkConfig("VGG_08", block, 3, 0, 8, 100, 0.01, deepSupervision);
  }

  /** 90 images in batches of 30: 3 steps an epoch. */
  private static TrainingConfig training(int epochs, long seed) {
    return new TrainingConfigBuilder()
        .epochs(epochs)
        .schedule(new ScheduleConfig.Cosine(2e-5, epochs))
        .batchSize(30)
        .learningRate(1e-2)
        .seed(seed)
        .trainLimit(90)
        .metricsEverySteps(1)
        .build();
  }

  private static Map<String, float[]> read(Path checkpoint, NetworkDeclaration declaration)
      throws IOException {
    var values = new LinkedHashMap<String, float[]>();
    CheckpointFile.read(checkpoint, declaration, (p, v) -> values.put(p.name(), v));
    return values;
  }

  @ParameterizedTest
  @CsvSource({"plain, false", "bn, true", "bn_residual, false", "dense, false"})
  void aCheckpointHoldsEveryParameterUnderItsName(String block, boolean deepSupervision)
      throws Exception {
    var config = new NetworkConfig("VGG_14", block, 3, 1, 4, 100, 0.01, deepSupervision);
    var graph = Networks.build(config, training(1, 3));
    graph.params().assign(Nd4j.randn(DataType.FLOAT, graph.params().shape()));
    new Checkpoints(first).save("epoch-0000", 0, graph, Progress.START);
    var layer = Networks.layer(graph);
    var found = read(first.resolve("checkpoints/epoch-0000.zip"), layer.declaration());
    assertThat(found.keySet())
        .containsExactlyElementsOf(
            layer.declaration().parameters().stream().map(Parameter::name).toList());
    for (var p : layer.declaration().parameters()) {
      var expected =
          layer.getParam(p.name()).dup('c').reshape('c', new long[] {p.length()}).toFloatVector();
      assertThat(found.get(p.name())).as(p.name()).containsExactly(expected);
    }
  }

  @Test
  void aDamagedCheckpointIsAnError() throws Exception {
    var graph = Networks.build(network("plain", false), training(1, 3));
    var declaration = Networks.layer(graph).declaration();
    new Checkpoints(first).save("epoch-0000", 0, graph, Progress.START);
    Path file = first.resolve("checkpoints/epoch-0000.zip");
    byte[] whole = Files.readAllBytes(file);
    var values = read(file, declaration);
    int damaged = 0;
    for (int at = 3; at < whole.length; at += 331) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      Files.write(file, flipped);
      try {
        assertThat(read(file, declaration)).usingRecursiveComparison().isEqualTo(values);
      } catch (BadWeightsException e) {
        damaged++;
      }
      Files.write(file, Arrays.copyOf(whole, at));
      assertThatThrownBy(() -> read(file, declaration)).isInstanceOf(BadWeightsException.class);
    }
    assertThat(damaged).isGreaterThan(10);
    Files.write(file, whole);
    var other = NetworkDeclaration.of(NetworkSpec.of(network("bn", false)));
    assertThatThrownBy(() -> read(file, other))
        .isInstanceOf(BadWeightsException.class)
        .hasMessageContaining("the network");
  }

  /** The weights of a checkpoint as a run's initial ones. */
  private static void export(Path checkpoint, Path runDirectory, NetworkConfig network, boolean all)
      throws IOException {
    var declaration = NetworkDeclaration.of(NetworkSpec.of(network));
    var values = read(checkpoint, declaration);
    var parameters = declaration.parameters().stream().filter(p -> all || p.trained()).toList();
    var shapes = parameters.stream().map(p -> new TensorShape(p.name(), p.shape())).toList();
    try (var out = Files.newOutputStream(runDirectory.resolve(RunConfig.INITIAL_WEIGHTS))) {
      var writer = new SafetensorsWriter(out, Map.of(), shapes);
      for (var p : parameters) {
        writer.write(values.get(p.name()));
      }
      writer.finish();
    }
  }

  private static List<RunEvent> train(RunConfig run, Path directory, Optional<String> checkpoint)
      throws Exception {
    var events = new ArrayList<RunEvent>();
    try (var trainer =
        new Trainer(
            run, DatasetLocation.sample(), directory, checkpoint, events::add, () -> false)) {
      trainer.train();
    }
    return events;
  }

  private static <T> List<T> of(Class<T> kind, List<RunEvent> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void exportedWeightsEvaluateToTheSameLossToTheLastBit() throws Exception {
    var network = network("bn", false);
    var trained =
        train(new RunConfig(network, training(1, 1), "a", Map.of()), first, Optional.empty());
    export(first.resolve("checkpoints/epoch-0000.zip"), second, network, true);

    var run = new RunConfig(network, training(1, 99), "b", Map.of(), SHA, RunPolicy.DEFAULT);
    var fresh = new TrainedNetwork(Networks.build(network, run.training()));
    var note = InitialParameters.load(run, second, fresh);
    assertThat(note)
        .contains(new Noted(false, "started from the weights 0123456789ab: 43 tensors"));
    try (var data = TrainingData.load(DatasetLocation.sample(), 90)) {
      var val =
          Evaluation.of(fresh, data.images(), data.val(), new BatchRing(30), () -> false)
              .orElseThrow();
      var recorded = of(EpochMetrics.class, trained).get(0);
      assertThat(val.loss()).isEqualTo(recorded.valLoss());
      assertThat(val.accuracy()).isEqualTo(recorded.valAcc());
    }
  }

  @Test
  void aRunStartsFromItsWeightsAndResumesFromItsCheckpoint() throws Exception {
    var network = network("plain", false);
    train(new RunConfig(network, training(1, 1), "a", Map.of()), first, Optional.empty());
    export(first.resolve("checkpoints/epoch-0000.zip"), second, network, false);
    var run = new RunConfig(network, training(2, 7), "b", Map.of(), SHA, RunPolicy.DEFAULT);
    var events = train(run, second, Optional.empty());
    assertThat(events.get(0))
        .isEqualTo(
            new Noted(
                false,
                "started from the weights 0123456789ab: 17 tensors; running means start at 0 and"
                    + " running variances at 1 for want of values: input_conv.bn_0.running_mean,"
                    + " input_conv.bn_0.running_var"));
    var fromFresh =
        train(
            new RunConfig(network, training(2, 7), "c", Map.of()),
            Files.createDirectory(first.resolve("c")),
            Optional.empty());
    assertThat(of(EpochMetrics.class, events)).hasSize(2);
    assertThat(of(EpochMetrics.class, events).get(0).trainLoss())
        .isNotEqualTo(of(EpochMetrics.class, fromFresh).get(0).trainLoss());

    Files.delete(second.resolve(RunConfig.INITIAL_WEIGHTS)); // a resume does not look at it
    var resumed = train(run, second, Optional.of("epoch-0000"));
    assertThat(of(Noted.class, resumed)).isEmpty();
    assertThat(of(EpochMetrics.class, resumed).get(0).trainLoss())
        .isEqualTo(of(EpochMetrics.class, events).get(1).trainLoss());
    assertThatThrownBy(() -> train(run, second, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("init.safetensors");
  }
}
