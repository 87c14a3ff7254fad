package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.domain.NetworkConfig;
import gradlab.domain.OptimizerConfig;
import gradlab.domain.ScheduleConfig;
import gradlab.domain.TrainingConfig;
import gradlab.domain.TrainingConfigBuilder;
import gradlab.network.NetworkSpec;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

class NetworksTest {
  private static final NetworkConfig VGG_08 = NetworkConfig.vgg("VGG_08", 0);

  /**
   * Uniform within 1 / sqrt(fan in), biases included (section 1.3): the bound is nearly reached,
   * the spread right.
   */
  @Test
  void startsWithPyTorchsDefaults() {
    var layer = Networks.layer(Networks.build(VGG_08, TrainingConfig.COURSE));
    assertUniform(layer.getParam("input_conv.conv_0.weight"), 0.19245);
    assertUniform(layer.getParam("reduction_block_0.conv_0.weight"), 0.058926);
    assertUniform(layer.getParam("logit_linear_layer.weight"), 0.176777);
    INDArray bias = layer.getParam("reduction_block_2.conv_1.bias");
    assertThat(bias.maxNumber().doubleValue()).isBetween(0.03, 0.058926);
    assertThat(bias.minNumber().doubleValue()).isBetween(-0.058926, -0.03);
    assertThat(layer.getParam("input_conv.bn_0.weight").meanNumber().doubleValue()).isEqualTo(1);
    assertThat(layer.getParam("input_conv.bn_0.running_var").meanNumber().doubleValue())
        .isEqualTo(1);
  }

  private static void assertUniform(INDArray weights, double bound) {
    assertThat(weights.maxNumber().doubleValue()).isBetween(0.97 * bound, bound);
    assertThat(weights.minNumber().doubleValue()).isBetween(-bound, -0.97 * bound);
    double std = weights.stdNumber().doubleValue();
    assertThat(std).isCloseTo(bound / Math.sqrt(3), within(0.1 * bound));
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
    INDArray first = Networks.build(VGG_08, TrainingConfig.COURSE).params();
    assertThat(Networks.build(VGG_08, TrainingConfig.COURSE).params()).isEqualTo(first);
    var other = new TrainingConfigBuilder().seed(1).build();
    assertThat(Networks.build(VGG_08, other).params()).isNotEqualTo(first);
  }

  static Stream<TrainingConfig> everyOptimiserAndSchedule() {
    return Stream.of(
        TrainingConfig.COURSE,
        new TrainingConfigBuilder()
            .optimizer(new OptimizerConfig.Sgd(0.8))
            .schedule(new ScheduleConfig.Constant())
            .build(),
        new TrainingConfigBuilder()
            .optimizer(new OptimizerConfig.Sgd(0))
            .schedule(new ScheduleConfig.Step(7, 0.3))
            .weightDecay(1e-4)
            .build());
  }

  /** What DL4J saves is enough to build the network again, and its optimiser. */
  @ParameterizedTest
  @MethodSource("everyOptimiserAndSchedule")
  void survivesDl4jsJson(TrainingConfig training) {
    var graph = Networks.build(VGG_08, training);
    var again = ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
    assertThat(again.toJson()).isEqualTo(graph.getConfiguration().toJson());
    var copy = new ComputationGraph(again);
    copy.init();
    assertThat(copy.params()).isEqualTo(graph.params());
    IUpdater updater = Networks.layer(graph).layerConf().getUpdaterByParam("x");
    IUpdater copied = Networks.layer(copy).layerConf().getUpdaterByParam("x");
    assertThat(copied).isEqualTo(updater).hasSameHashCodeAs(updater).isNotSameAs(updater);
    assertThat(copied.clone()).isEqualTo(updater);
    for (int epoch : new int[] {0, 6, 7, 50, 99}) {
      assertThat(copied.getLearningRate(0, epoch))
          .isEqualTo(Schedules.of(training).valueAt(0, epoch));
    }
  }

  /** The JSON in checkpoints of before the kernel, dropout and the others could be chosen. */
  @Test
  void readsTheJsonOfOlderCheckpoints() throws Exception {
    var course = NetworkSpec.of("dense", 2, 1, 4, 5, 8).withGrowth(2).withSupervision(0.3);
    var graph = Networks.build(course, new NoOp(), 0, 1, DataType.FLOAT);
    var json = new ObjectMapper().readTree(graph.getConfiguration().toJson());
    var layer = (ObjectNode) json.findParent("blocksPerStage");
    var added = List.of("kernel", "dropout", "initScale", "companionsOfBlocks");
    assertThat(layer.remove(added).fieldNames()).toIterable().doesNotContainAnyElementsOf(added);
    var old = new ComputationGraph(ComputationGraphConfiguration.fromJson(json.toString()));
    old.init();
    assertThat(Networks.layer(old).declaration().spec()).isEqualTo(course);
    assertThat(old.params()).isEqualTo(graph.params());
  }

  /** A short last batch gives what the same images give in a full one (evaluation mode). */
  @Test
  void aShortBatchUsesTheSameArithmetic() {
    var path = Networks.layer(Networks.build(VGG_08, TrainingConfig.COURSE)).path();
    INDArray images = Nd4j.rand(DataType.FLOAT, 4, 3, 32, 32);
    INDArray all = path.forward(images, false).dup();
    INDArray first =
        path.forward(images.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 3)).dup(), false);
    for (int n = 0; n < 3; n++) {
      assertThat(first.getRow(n).distance2(all.getRow(n))).isLessThan(1e-5);
    }
  }
}
