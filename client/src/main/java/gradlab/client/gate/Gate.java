package gradlab.client.gate;

import gradlab.client.gate.Condition.And;
import gradlab.client.gate.Condition.Comparison;
import gradlab.client.gate.Condition.Or;
import java.util.List;

/** A condition that a run must meet, for example {@code val_acc >= 0.45}. */
public final class Gate {
  private final String text;
  private final Condition condition;

  private Gate(String text, Condition condition) {
    this.text = text;
    this.condition = condition;
  }

  /** Failure with exit code USAGE that says what is wrong with it, and where. */
  public static Gate parse(String text) {
    return new Gate(text.strip(), GateParser.parse(text));
  }

  public String text() {
    return text;
  }

  /** Whether the run must be diagnosed first. */
  public boolean asksForDiagnosis() {
    return condition.comparisons().anyMatch(c -> isDiagnosis(c.left()) || isDiagnosis(c.right()));
  }

  public boolean holds(Measured run) {
    return holds(condition, run);
  }

  /** Its comparisons, in the order they were written. */
  public List<Compared> compared(Measured run) {
    return condition.comparisons().map(c -> Compared.of(c, run)).toList();
  }

  private static boolean holds(Condition condition, Measured run) {
    if (condition instanceof And all) {
      return all.parts().stream().allMatch(part -> holds(part, run));
    }
    if (condition instanceof Or any) {
      return any.parts().stream().anyMatch(part -> holds(part, run));
    }
    return Compared.of((Comparison) condition, run).holds();
  }

  private static boolean isDiagnosis(Operand operand) {
    return operand instanceof Operand.Of metric && metric.metric() == Metric.DIAGNOSIS;
  }
}
