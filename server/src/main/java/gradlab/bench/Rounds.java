package gradlab.bench;

import gradlab.bench.child.Child;
import gradlab.bench.child.Fields;
import gradlab.bench.child.StepsDone;
import gradlab.bench.report.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The rounds of one measurement in one process. */
final class Rounds {
  private final List<StepsDone> rounds = new ArrayList<>();
  private final Child child;
  private final Function<Fields, StepsDone> reader;

  Rounds(Child child, Function<Fields, StepsDone> reader) {
    this.child = child;
    this.reader = reader;
  }

  void run(Fields question) {
    rounds.add(reader.apply(child.ask(question)));
  }

  /** Median step of each round, in milliseconds. */
  double[] millis() {
    return rounds.stream().mapToDouble(r -> Median.of(r.stepNanos()) / 1e6).toArray();
  }

  /** Something over all steps as a share of their time. */
  double share(ToLongFunction<StepsDone> nanos) {
    return (double) sum(nanos) / sum(StepsDone::totalNanos);
  }

  double perStep(ToLongFunction<StepsDone> amount) {
    return (double) sum(amount) / steps();
  }

  long steps() {
    return sum(StepsDone::steps);
  }

  private long sum(ToLongFunction<StepsDone> amount) {
    return rounds.stream().mapToLong(amount).sum();
  }

  /** In MiB; 0 where the system does not tell. */
  double peakMib() {
    return rounds.get(rounds.size() - 1).peakKib() / 1024.0;
  }
}
