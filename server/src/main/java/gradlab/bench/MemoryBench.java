package gradlab.bench;

import gradlab.bench.child.Child;
import gradlab.bench.child.Children;
import gradlab.bench.child.Feeding;
import gradlab.bench.child.Mode;
import gradlab.bench.child.StepsDone;
import gradlab.bench.report.JsonLine;
import java.time.Duration;

/** Resident memory in the course of many training steps. */
final class MemoryBench {
  /** Points of the curve. */
  static final int POINTS = 20;

  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final BenchSettings settings;
  private final int steps;
  private final Children children;
  private final BenchOutput output;

  /**
   * @param steps at least {@link #POINTS}
   */
  MemoryBench(BenchSettings settings, int steps, Children children, BenchOutput output) {
    this.settings = settings;
    this.steps = steps;
    this.children = children;
    this.output = output;
  }

  void run() {
    for (var network : settings.networks()) {
      new OurWorker(settings, children, output)
          .onEachPath(network, (path, worker) -> measure(network, path, worker));
    }
  }

  private void measure(BenchNetwork network, String path, Child worker) {
    var feeding = settings.feedings().contains(Feeding.REAL) ? Feeding.REAL : Feeding.READY;
    output.note("%s memory %s %s, %d steps".formatted(network, path, feeding, steps));
    int done = 0;
    for (int point = 1; point <= POINTS; point++) {
      int upTo = Math.toIntExact((long) steps * point / POINTS);
      var answer = worker.ask(BenchSettings.steps(Mode.TRAIN, feeding, 0, upTo - done, NO_LIMIT));
      done = upTo;
      var memory = StepsDone.of(answer);
      output.line(
          new JsonLine()
              .with("network", network.network())
              .with("block", network.block())
              .with("mode", "memory")
              .with("path", path)
              .with("data", feeding.toString())
              .with("step", done)
              .with("rss_mb", memory.rssKib() / 1024.0)
              .with("hwm_mb", memory.peakKib() / 1024.0)
              .with("batch", settings.batch())
              .with("threads", settings.threads()));
    }
  }
}
