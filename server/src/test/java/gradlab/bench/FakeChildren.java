package gradlab.bench;

import gradlab.bench.child.Child;
import gradlab.bench.child.Children;
import gradlab.bench.child.FakeChild;
import gradlab.bench.child.Feeding;
import gradlab.bench.child.Mode;
import gradlab.bench.child.PeerSetting;
import gradlab.dataset.DatasetLocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

/** Our steps take 2 ms; libtorch's 4, with channels-last 1. Keeps what the bench prints. */
final class FakeChildren implements Children {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final boolean preloads;

  /**
   * @param preloads whether the system does what LD_PRELOAD says
   */
  FakeChildren(boolean preloads) {
    this.preloads = preloads;
  }

  @Override
  public Child ours() {
    return FakeChild.start("our worker", 2_000_000, false);
  }

  @Override
  public Child peer(PeerSetting setting) {
    return FakeChild.start(
        "libtorch",
        setting.channelsLast() ? 1_000_000 : 4_000_000,
        preloads && setting.jemalloc().isPresent());
  }

  BenchOutput output() {
    return new BenchOutput(new PrintWriter(out), new PrintWriter(err));
  }

  List<String> lines() {
    return out.toString().lines().toList();
  }

  String progress() {
    return err.toString();
  }

  static BenchSettings settings(String network, String block, String path, boolean pathsAsked) {
    return new BenchSettings(
        List.of(BenchNetwork.of(network, block)),
        List.of(Mode.EVALUATE, Mode.TRAIN),
        List.of(Feeding.REAL, Feeding.READY),
        List.of(path),
        pathsAsked,
        5,
        3,
        Duration.ofSeconds(1),
        100,
        2,
        DatasetLocation.sample());
  }
}
