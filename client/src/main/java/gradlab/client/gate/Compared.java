package gradlab.client.gate;

import gradlab.client.gate.Condition.Comparison;
import java.util.Optional;

/**
 * A comparison and how it came out.
 *
 * @param left its value; empty: the run has none yet
 * @param right its value; empty: the run has none yet
 */
public record Compared(
    String left,
    String sign,
    String right,
    Optional<String> leftValue,
    Optional<String> rightValue,
    boolean holds) {

  static Compared of(Comparison comparison, Measured run) {
    Relation relation = comparison.relation();
    var leftNumber = number(comparison.left(), run);
    var rightNumber = number(comparison.right(), run);
    boolean holds =
        relation.comparesWords() && isWord(comparison)
            ? word(comparison.left(), run)
                .flatMap(l -> word(comparison.right(), run).map(r -> relation.holds(l, r)))
                .orElse(false)
            : leftNumber.flatMap(l -> rightNumber.map(r -> relation.holds(l, r))).orElse(false);
    return new Compared(
        comparison.left().text(),
        relation.sign(),
        comparison.right().text(),
        shown(comparison.left(), run),
        shown(comparison.right(), run),
        holds);
  }

  /** For people: the values of the metrics in it. */
  public String measured() {
    String text = said(left, leftValue);
    boolean second = !right.equals(rightValue.orElse("")); // a metric, whose value is not its name
    return second ? text + ", " + said(right, rightValue) : text;
  }

  /** For people, where it does not hold: value and bound. */
  public String failed() {
    boolean metricLeft = !left.equals(leftValue.orElse(""));
    String metric = metricLeft ? left : right;
    var value = metricLeft ? leftValue : rightValue;
    if (value.isEmpty()) {
      return metric + " has no value yet, which never passes";
    }
    String bound = metricLeft ? sign + " " + right : left + " " + sign;
    var other = metricLeft ? rightValue : leftValue;
    String resolved =
        other.isEmpty()
            ? bound + ", which has no value yet"
            : other.get().equals(metricLeft ? right : left) ? bound : bound + " = " + other.get();
    return "%s is %s, the bound is %s%s"
        .formatted(
            metric, value.get(), resolved, value.get().equals("NaN") ? " (NaN never passes)" : "");
  }

  private static String said(String name, Optional<String> value) {
    return value
        .map(v -> v.equals(name) ? v : name + " is " + v)
        .orElse(name + " has no value yet");
  }

  private static boolean isWord(Comparison comparison) {
    return comparison.left() instanceof Operand.Word || comparison.right() instanceof Operand.Word;
  }

  private static Optional<Double> number(Operand operand, Measured run) {
    if (operand instanceof Operand.Number number) {
      return Optional.of(number.value());
    }
    return operand instanceof Operand.Of metric ? run.number(metric.metric()) : Optional.empty();
  }

  private static Optional<String> word(Operand operand, Measured run) {
    if (operand instanceof Operand.Word word) {
      return Optional.of(word.text());
    }
    return operand instanceof Operand.Of metric ? run.word(metric.metric()) : Optional.empty();
  }

  private static Optional<String> shown(Operand operand, Measured run) {
    if (operand instanceof Operand.Of metric) {
      return metric.metric().isNumber()
          ? run.number(metric.metric()).map(Compared::exact)
          : run.word(metric.metric());
    }
    return Optional.of(operand.text());
  }

  /** All digits, since a gate may fail by the last; without a fraction that is none. */
  private static String exact(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
