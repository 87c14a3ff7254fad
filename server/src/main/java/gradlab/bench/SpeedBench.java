package gradlab.bench;

import gradlab.bench.child.Child;
import gradlab.bench.child.Children;
import gradlab.bench.child.Feeding;
import gradlab.bench.child.Mode;
import gradlab.bench.child.PeerSetting;
import gradlab.bench.child.StepsDone;
import gradlab.bench.report.JsonLine;
import gradlab.bench.report.Median;
import gradlab.bench.report.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Step times, beside a peer's where one is there. Machines differ and are noisy, so each round runs
 * all of them in turn, and what counts is the ratio within a round.
 */
final class SpeedBench {
  private final BenchSettings settings;
  private final List<PeerSetting> peerSettings;
  private final Children children;
  private final BenchOutput output;

  /**
   * @param peerSettings none: ours only
   */
  SpeedBench(
      BenchSettings settings,
      List<PeerSetting> peerSettings,
      Children children,
      BenchOutput output) {
    this.settings = settings;
    this.peerSettings = peerSettings;
    this.children = children;
    this.output = output;
  }

  void run() {
    for (var network : settings.networks()) {
      var peers = new LinkedHashMap<PeerSetting, Child>();
      try {
        for (var setting : peerSettings) {
          var peer = children.peer(setting);
          peers.put(setting, peer);
          open(setting, peer, network);
        }
        new OurWorker(settings, children, output)
            .onEachPath(network, (path, worker) -> measure(network, path, worker, peers));
      } finally {
        peers.values().forEach(Child::close);
      }
    }
  }

  private void open(PeerSetting setting, Child peer, BenchNetwork network) {
    var answer = peer.ask(settings.openPeer(network, setting.channelsLast()));
    if (setting.jemalloc().isPresent() != Boolean.parseBoolean(answer.text("jemalloc"))) {
      throw new BenchRefused(
          "libtorch (%s) was to run %s jemalloc, but did not; is LD_PRELOAD ignored here?"
              .formatted(setting.id(), setting.jemalloc().isPresent() ? "with" : "without"));
    }
  }

  /** Training first: the memory that it needs is to be its own. */
  private void measure(
      BenchNetwork network, String path, Child worker, Map<PeerSetting, Child> peers) {
    for (var mode : Mode.values()) {
      for (var feeding : Feeding.values()) {
        if (settings.modes().contains(mode) && settings.feedings().contains(feeding)) {
          output.begin("%s %s %s %s".formatted(network, mode, path, feeding));
          var ours = new Rounds(worker, StepsDone::of);
          var theirs = new LinkedHashMap<PeerSetting, Rounds>();
          peers.forEach(
              (setting, peer) -> theirs.put(setting, new Rounds(peer, StepsDone::ofPeer)));
          for (int round = 0; round < settings.rounds(); round++) {
            ours.run(settings.round(mode, feeding, round));
            for (var peer : theirs.values()) {
              peer.run(settings.round(mode, Feeding.READY, round));
            }
            output.tick();
          }
          output.done();
          print(network, path, mode, feeding, ours, theirs);
        }
      }
    }
  }

  private void print(
      BenchNetwork network,
      String path,
      Mode mode,
      Feeding feeding,
      Rounds ours,
      Map<PeerSetting, Rounds> theirs) {
    if (theirs.isEmpty()) {
      var line = start(network, path, mode, feeding, ours);
      output.line(end(line, mode, feeding, ours));
    }
    theirs.forEach(
        (setting, peer) -> {
          var line = start(network, path, mode, feeding, ours);
          var ratio = Spread.ofRatios(peer.millis(), ours.millis());
          line.with("peer", "libtorch")
              .with("peer_setting", setting.id())
              .with("jemalloc", setting.jemalloc().isPresent())
              .with("peer_ms", Median.of(peer.millis()))
              .with("ratio", ratio.median())
              .with("ratio_min", ratio.min())
              .with("ratio_max", ratio.max());
          if (mode == Mode.TRAIN) {
            line.with("peer_peak_rss_mb", peer.peakMib());
          }
          output.line(end(line, mode, feeding, ours));
        });
  }

  private static JsonLine start(
      BenchNetwork network, String path, Mode mode, Feeding feeding, Rounds ours) {
    return new JsonLine()
        .with("network", network.network())
        .with("block", network.block())
        .with("mode", mode.toString())
        .with("path", path)
        .with("data", feeding.toString())
        .with("ms", Median.of(ours.millis()));
  }

  private JsonLine end(JsonLine line, Mode mode, Feeding feeding, Rounds ours) {
    if (mode == Mode.TRAIN) {
      line.with("peak_rss_mb", ours.peakMib())
          .with("heap_bytes_per_step", Math.round(ours.perStep(StepsDone::heapBytes)));
    }
    if (feeding == Feeding.REAL) {
      line.with("wait_share", ours.share(StepsDone::waitNanos))
          .with("feed_cpu_share", ours.share(StepsDone::feedCpuNanos));
    }
    return line.with("rounds", settings.rounds())
        .with("steps", ours.steps())
        .with("batch", settings.batch())
        .with("threads", settings.threads());
  }
}
