package gradlab.compute.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.DeepSupervision.Heads;
import gradlab.model.Networks;
import gradlab.network.MemoryEstimate;
import gradlab.network.NetworkSpec;
import gradlab.network.blocks.BlocksUnderTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** The estimate that refuses runs, beside what a training program really plans. */
@Tag("block")
class MemoryEstimateTest {
  private static final int BATCH = 50;

  static Stream<NetworkSpec> networks() {
    return BlocksUnderTest.names().stream()
        .flatMap(
            block ->
                Stream.of(
                    NetworkSpec.of(block, 3, 0, 32, 100, 32),
                    NetworkSpec.of(block, 3, 5, 32, 100, 32),
                    NetworkSpec.of(block, 3, 5, 32, 100, 32)
                        .withKernel(7)
                        .withDropout(0.5)
                        .withSupervision(0.3, Heads.BLOCK)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void isAboveThePlanButNotFar(NetworkSpec spec) {
    Assumptions.assumeTrue(OneDnn.unavailable().isEmpty());
    var layer = Networks.layer(Networks.build(spec, new NoOp(), 0, 1, DataType.FLOAT));
    var views = new Views(layer.paramTable(), layer.gradientTable());
    long planned = 0;
    for (int tag : Layouts.OF_ACTIVATIONS) {
      try (var program = new Program(layer.declaration(), views, BATCH, true, tag)) {
        planned = program.bytes();
        break;
      } catch (UnsupportedOperation e) {
        continue; // the next layout, as the path does
      }
    }
    long estimated = BATCH * MemoryEstimate.of(layer.declaration()).bytesPerImage();
    assertThat(planned).isPositive();
    assertThat(planned).as("of %d estimated", estimated).isBetween(estimated / 4, estimated);
  }

  @Test
  void theLargestBatchIsTheLargestThatFits() {
    var estimate = new MemoryEstimate(1000, 10);
    for (long bytes : List.of(1000L, 1009L, 1010L, 5555L)) {
      long batch = estimate.largestBatch(bytes);
      assertThat(estimate.bytes((int) batch)).isLessThanOrEqualTo(bytes);
      assertThat(estimate.bytes((int) batch + 1)).isGreaterThan(bytes);
    }
    assertThat(estimate.largestBatch(10)).isZero();
  }
}
