package gradlab.bench;

import gradlab.bench.child.Child;
import gradlab.bench.child.Children;
import gradlab.bench.child.Fields;
import gradlab.bench.report.JsonLine;
import gradlab.bench.report.Median;
import gradlab.bench.report.MedianInterval;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What gradient statistics of every step cost: CPU time of the whole process, in steps with and
 * without them in turns.
 */
final class GradientBench {
  private static final int WARMUP = 3;

  /** Pairs asked for at once, so that progress shows. */
  private static final int PORTION = 10;

  private final BenchSettings settings;
  private final int pairs;
  private final Children children;
  private final BenchOutput output;

  /**
   * @param pairs at least {@link MedianInterval#FEWEST}
   */
  GradientBench(BenchSettings settings, int pairs, Children children, BenchOutput output) {
    this.settings = settings;
    this.pairs = pairs;
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
    output.begin("%s gradients %s, %d pairs".formatted(network, path, pairs));
    var with = new long[0];
    var without = new long[0];
    while (with.length < pairs) {
      int portion = Math.min(PORTION, pairs - with.length);
      var answer =
          worker.ask(
              Fields.of("do", "gradients")
                  .with("pairs", portion)
                  .with("warmup", with.length == 0 ? WARMUP : 0));
      with = joined(with, answer.numbers("with_ns"));
      without = joined(without, answer.numbers("without_ns"));
      output.tick();
    }
    output.done();
    output.line(line(network, path, with, without));
  }

  private static long[] joined(long[] some, long[] more) {
    return LongStream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
  }

  private JsonLine line(BenchNetwork network, String path, long[] with, long[] without) {
    var cost = new double[with.length];
    Arrays.setAll(cost, i -> with[i] - without[i]);
    var interval = MedianInterval.of(cost);
    double step = Median.of(without);
    return new JsonLine()
        .with("network", network.network())
        .with("block", network.block())
        .with("mode", "gradients")
        .with("path", path)
        .with("pairs", with.length)
        .with("step_cpu_ms", step / 1e6)
        .with("cost_cpu_ms", interval.median() / 1e6)
        .with("cost_share", interval.median() / step)
        .with("cost_share_low", interval.low() / step)
        .with("cost_share_high", interval.high() / step)
        .with("batch", settings.batch())
        .with("threads", settings.threads());
  }
}
