package gradlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.bench.child.PeerSetting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SpeedBenchTest {
  private static final PeerSetting BEST = new PeerSetting(true, Optional.of(Path.of("jemalloc")));

  @Test
  void aLineForEachModeAndFeedingTrainingFirst() {
    var children = new FakeChildren(true);
    run(children, FakeChildren.settings("VGG_08", "plain", "nd4j", false));

    assertThat(children.lines())
        .containsExactly(
            "{\"network\":\"VGG_08\",\"block\":\"plain\",\"mode\":\"train\",\"path\":\"nd4j\",\"data\":\"ready\",\"ms\":2"
                + ",\"peak_rss_mb\":4,\"heap_bytes_per_step\":333"
                + ",\"rounds\":5,\"steps\":15,\"batch\":100,\"threads\":2}",
            "{\"network\":\"VGG_08\",\"block\":\"plain\",\"mode\":\"train\",\"path\":\"nd4j\",\"data\":\"real\",\"ms\":2"
                + ",\"peak_rss_mb\":4,\"heap_bytes_per_step\":333"
                + ",\"wait_share\":0.33333,\"feed_cpu_share\":0.66667"
                + ",\"rounds\":5,\"steps\":15,\"batch\":100,\"threads\":2}",
            "{\"network\":\"VGG_08\",\"block\":\"plain\",\"mode\":\"evaluate\",\"path\":\"nd4j\",\"data\":\"ready\",\"ms\":2"
                + ",\"rounds\":5,\"steps\":15,\"batch\":100,\"threads\":2}",
            "{\"network\":\"VGG_08\",\"block\":\"plain\",\"mode\":\"evaluate\",\"path\":\"nd4j\",\"data\":\"real\",\"ms\":2"
                + ",\"wait_share\":0.33333,\"feed_cpu_share\":0.66667"
                + ",\"rounds\":5,\"steps\":15,\"batch\":100,\"threads\":2}");
    assertThat(children.progress()).contains("bench: VGG_08 plain train nd4j ready .....");
  }

  @Test
  void aPeerGivesRatios() {
    var children = new FakeChildren(true);
    run(children, FakeChildren.settings("VGG_38", "bn", "nd4j", false), PeerSetting.DEFAULT, BEST);

    assertThat(children.lines()).hasSize(8);
    assertThat(children.lines().get(0))
        .contains(
            "\"ms\":2,\"peer\":\"libtorch\",\"peer_setting\":\"default\",\"jemalloc\":false,\"peer_ms\":4"
                + ",\"ratio\":2,\"ratio_min\":2,\"ratio_max\":2,\"peer_peak_rss_mb\":4");
    assertThat(children.lines().get(1))
        .contains(
            "\"peer_setting\":\"channels_last_jemalloc\",\"jemalloc\":true,\"peer_ms\":1,\"ratio\":0.5");
  }

  @Test
  void jemallocThatIsNotLoadedIsNoResult() {
    var children = new FakeChildren(false);
    var settings = FakeChildren.settings("VGG_08", "plain", "nd4j", false);

    assertThatThrownBy(() -> run(children, settings, PeerSetting.DEFAULT, BEST))
        .isInstanceOf(BenchRefused.class)
        .hasMessageContaining("with jemalloc");
    assertThat(children.lines()).isEmpty();
  }

  @Test
  void aPathThatIsNotThereIsPassedOverUnlessAskedFor() {
    var children = new FakeChildren(true);
    run(children, FakeChildren.settings("VGG_08", "plain", "elsewhere", false));
    run(children, FakeChildren.settings("VGG_38", "dense", "onednn", false));

    assertThat(children.lines()).isEmpty();
    assertThat(children.progress())
        .contains("VGG_08 plain not on elsewhere: not on this machine")
        .contains("VGG_38 dense not on onednn: nd4j calculates it here");
    assertThatThrownBy(
            () -> run(children, FakeChildren.settings("VGG_08", "plain", "elsewhere", true)))
        .isInstanceOf(BenchRefused.class)
        .hasMessageContaining("not on this machine");
  }

  private static void run(FakeChildren children, BenchSettings settings, PeerSetting... peers) {
    new SpeedBench(settings, List.of(peers), children, children.output()).run();
  }
}
