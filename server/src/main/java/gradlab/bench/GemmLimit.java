package gradlab.bench;

import gradlab.bench.child.Children;
import gradlab.bench.child.Fields;
import gradlab.bench.report.JsonLine;
import gradlab.bench.report.Median;

/** How fast this machine multiplies matrices in our worker: the limit of what is near it. */
final class GemmLimit {
  private static final int N = 2048;
  private static final int REPEATS = 10;

  private GemmLimit() {}

  static JsonLine measure(BenchSettings settings, Children children) {
    try (var worker = children.ours()) {
      var answer = worker.ask(Fields.of("do", "gemm").with("n", N).with("repeats", REPEATS));
      double operations = 2.0 * N * N * N;
      return new JsonLine()
          .with("mode", "gemm")
          .with("gflops", operations / Median.of(answer.numbers("ns")))
          .with("n", N)
          .with("threads", settings.threads());
    }
  }
}
