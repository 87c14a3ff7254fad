package gradlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.compute.PathChoice;
import gradlab.compute.onednn.OneDnn;
import gradlab.domain.DeepSupervision.Heads;
import gradlab.network.NetworkSpec;
import gradlab.network.Parameter.Kind;
import gradlab.network.blocks.BlocksUnderTest;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** What every block type does as a part of a DL4J network: see docs/blocks.md. */
@Tag("block")
class BlockTrainingTest {
  static List<String> blocks() {
    return BlocksUnderTest.names();
  }

  /** Every setting another than the course's. */
  private static NetworkSpec spec(String block) {
    return NetworkSpec.of(block, 2, 2, 6, 5, 8)
        .withActivationSlope(0.1)
        .withKernel(5)
        .withGrowth(3)
        .withDropout(0.25)
        .withInitScale(2)
        .withSupervision(0.5, Heads.BLOCK);
  }

  /**
   * The bias of a convolution in front of a batch norm has gradient 0: it is written all the same.
   */
  @ParameterizedTest
  @MethodSource("blocks")
  void everyParameterGetsAGradientOnEveryPath(String block) {
    for (var choice : List.of(PathChoice.ND4J, PathChoice.AUTO)) {
      var layer = layer(spec(block));
      layer.choose(choice);
      layer.getGradientsViewArray().assign(Double.NaN);
      INDArray images = Nd4j.randn(DataType.FLOAT, 6, 3, 8, 8);
      layer.forward(images, true);
      layer.path().backward(Nd4j.randn(DataType.FLOAT, layer.logits().shape()));
      for (var p : layer.declaration().parameters()) {
        if (p.trained()) {
          double norm = layer.gradientTable().get(p.name()).norm2Number().doubleValue();
          assertThat(norm).as("%s on %s", p.name(), layer.path().name()).isFinite();
          if (p.kind() != Kind.BIAS) {
            assertThat(norm).as("%s on %s", p.name(), layer.path().name()).isPositive();
          }
        }
      }
    }
  }

  /** The tests of the kit would pass over a block that oneDNN cannot do; it has to say so. */
  @ParameterizedTest
  @MethodSource("blocks")
  void oneDnnDoesIt(String block) {
    org.junit.jupiter.api.Assumptions.assumeTrue(OneDnn.unavailable().isEmpty());
    var layer = layer(spec(block));
    layer.choose(PathChoice.ONEDNN);
    assertThat(layer.path().name()).isEqualTo("onednn");
  }

  /** What DL4J saves as JSON, and its parameters, are enough to compute the same again. */
  @ParameterizedTest
  @MethodSource("blocks")
  void survivesDl4jsJson(String block) {
    var graph = graph(spec(block));
    var json = graph.getConfiguration().toJson();
    var again = ComputationGraphConfiguration.fromJson(json);
    assertThat(again.toJson()).isEqualTo(json);
    var copy = new ComputationGraph(again);
    copy.init();
    copy.initGradientsView();
    assertThat(Networks.layer(copy).declaration().spec()).isEqualTo(spec(block));
    assertThat(copy.params()).isEqualTo(graph.params());
    INDArray images = Nd4j.randn(DataType.FLOAT, 3, 3, 8, 8);
    INDArray logits = Networks.layer(graph).forward(images, true).dup();
    assertThat(Networks.layer(copy).forward(images, true)).isEqualTo(logits);
  }

  private static ComputationGraph graph(NetworkSpec spec) {
    return Networks.build(spec, new NoOp(), 0, 1, DataType.FLOAT);
  }

  private static NetworkLayer layer(NetworkSpec spec) {
    return Networks.layer(graph(spec));
  }
}
