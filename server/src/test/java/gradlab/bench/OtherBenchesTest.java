package gradlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OtherBenchesTest {
  private static final BenchSettings SETTINGS =
      FakeChildren.settings("VGG_08", "plain", "nd4j", false);

  private final FakeChildren children = new FakeChildren(true);

  @Test
  void memoryIsACurveOfTwentyPoints() {
    new MemoryBench(SETTINGS, 1_010, children, children.output()).run();

    assertThat(children.lines()).hasSize(20);
    assertThat(children.lines().get(0))
        .isEqualTo(
            "{\"network\":\"VGG_08\",\"block\":\"plain\",\"mode\":\"memory\",\"path\":\"nd4j\",\"data\":\"real\""
                + ",\"step\":50,\"rss_mb\":2,\"hwm_mb\":4,\"batch\":100,\"threads\":2}");
    assertThat(children.lines().get(19)).contains("\"step\":1010,");
  }

  @Test
  void gradientsCostTheMedianDifference() {
    new GradientBench(SETTINGS, 25, children, children.output()).run();

    // the fake's step with statistics takes as many nanoseconds more as it was asked questions:
    // 2 in the first ten pairs, 3 in the next ten, 4 in the rest
    assertThat(children.lines())
        .containsExactly(
            "{\"network\":\"VGG_08\",\"block\":\"plain\",\"mode\":\"gradients\",\"path\":\"nd4j\",\"pairs\":25"
                + ",\"step_cpu_ms\":2,\"cost_cpu_ms\":0.000003,\"cost_share\":0.0000015"
                + ",\"cost_share_low\":0.000001,\"cost_share_high\":0.0000015"
                + ",\"batch\":100,\"threads\":2}");
  }

  @Test
  void gemmIsInGigaflops() {
    // 2 * 2048^3 operations in 2 ms
    assertThat(GemmLimit.measure(SETTINGS, children))
        .hasToString("{\"mode\":\"gemm\",\"gflops\":8589.9,\"n\":2048,\"threads\":2}");
  }
}
