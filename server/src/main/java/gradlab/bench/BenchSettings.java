package gradlab.bench;

import gradlab.bench.child.Feeding;
import gradlab.bench.child.Fields;
import gradlab.bench.child.Mode;
import gradlab.dataset.DatasetLocation;
import java.time.Duration;
import java.util.List;

/**
 * What is measured, and how.
 *
 * @param paths compute paths; one that cannot calculate a network here is passed over with a note
 * @param pathsAsked whether the user named the paths: then it is an error instead
 * @param rounds of each measurement
 * @param steps of a round that count
 * @param roundLimit a round of slow steps ends earlier, but not before three steps
 * @param batch images in a batch
 * @param threads threads of the arithmetic
 * @param data the images for real data
 */
public record BenchSettings(
    List<BenchNetwork> networks,
    List<Mode> modes,
    List<Feeding> feedings,
    List<String> paths,
    boolean pathsAsked,
    int rounds,
    int steps,
    Duration roundLimit,
    int batch,
    int threads,
    DatasetLocation data) {
  /** Just-in-time compilation, page faults and caches of primitives, before the first round. */
  private static final int FIRST_WARMUP = 5;

  /** The processor's caches, which the process that ran before has filled. */
  private static final int LATER_WARMUP = 1;

  /** What opens a network in our worker. */
  Fields open(BenchNetwork network, String path) {
    return Fields.of("do", "open")
        .with("network", network.network())
        .with("block", network.block())
        .with("path", path)
        .with("batch", batch)
        .with("data_source", data.source().id())
        .with("data_dir", data.directory().map(Object::toString).orElse(""));
  }

  /** What opens it in the peer. */
  Fields openPeer(BenchNetwork network, boolean channelsLast) {
    var config = network.config();
    return Fields.of("do", "open")
        .with("block", config.block())
        .with("stages", config.stages())
        .with("blocks_per_stage", config.blocksPerStage())
        .with("filters", config.filters())
        .with("classes", config.classes())
        .with("batch", batch)
        .with("threads", threads)
        .with("channels_last", channelsLast);
  }

  /**
   * A round of steps, for either.
   *
   * @param round from 0
   */
  Fields round(Mode mode, Feeding feeding, int round) {
    return steps(mode, feeding, round == 0 ? FIRST_WARMUP : LATER_WARMUP, steps, roundLimit);
  }

  static Fields steps(Mode mode, Feeding feeding, int warmup, int steps, Duration limit) {
    return Fields.of("do", "steps")
        .with("mode", mode)
        .with("data", feeding)
        .with("warmup", warmup)
        .with("steps", steps)
        .with("limit_ms", limit.toMillis());
  }
}
