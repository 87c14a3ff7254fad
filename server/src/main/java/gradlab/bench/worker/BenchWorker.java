package gradlab.bench.worker;

import gradlab.bench.child.ChildWork;
import gradlab.bench.child.Feeding;
import gradlab.bench.child.Fields;
import gradlab.bench.child.Mode;
import gradlab.bench.child.StepsDone;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The process that is measured on our side: a training worker that takes its orders from the bench.
 * It only measures; what the numbers mean is calculated by who asks.
 */
public final class BenchWorker implements ChildWork {
  private Optional<NetworkUnderTest> network = Optional.empty();

  public static void main(String[] args) throws IOException {
    var answers = System.out;
    System.setOut(System.err); // what libraries print is no answer
    int exit = 0;
    try {
      ChildWork.serve(System.in, answers, new BenchWorker());
    } catch (RuntimeException | InterruptedException e) {
      e.printStackTrace();
      exit = 1;
    }
    System.exit(exit);
  }

  /**
   * Questions by their field {@code do}:
   *
   * <ul>
   *   <li>open: network, block, path, batch, data_source, data_dir. Answer: path, the one that
   *       calculates, or refused, with the reason
   *   <li>steps: mode, data, warmup, steps, limit_ms. Answer: {@link StepsDone}
   *   <li>gradients: pairs, warmup. Answer: with_ns and without_ns, CPU time of each step
   *   <li>gemm: n, repeats. Answer: ns of each multiplication
   * </ul>
   */
  @Override
  public Fields answer(Fields question) throws InterruptedException {
    return switch (question.text("do")) {
      case "open" -> open(question);
      case "steps" ->
          opened()
              .steps(
                  Mode.of(question.text("mode")),
                  Feeding.of(question.text("data")),
                  question.integer("warmup"),
                  question.integer("steps"),
                  Duration.ofMillis(question.number("limit_ms")))
              .fields();
      case "gradients" ->
          new GradientPairs(opened()).run(question.integer("pairs"), question.integer("warmup"));
      case "gemm" ->
          Fields.of("do", "gemm")
              .with("ns", Gemm.nanos(question.integer("n"), question.integer("repeats")));
      default -> throw new IllegalArgumentException("no such question: " + question.line());
    };
  }

  private Fields open(Fields question) {
    try {
      var opened = NetworkUnderTest.open(question);
      network = Optional.of(opened);
      return Fields.of("path", opened.path());
    } catch (IllegalArgumentException | UnsupportedOperationException | LinkageError e) {
      return Fields.of("refused", e.toString());
    }
  }

  private NetworkUnderTest opened() {
    return network.orElseThrow(() -> new IllegalStateException("no network is open"));
  }
}
