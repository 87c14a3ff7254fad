package gradlab.client.gate;

import java.util.List;
import java.util.stream.Stream;

/** What a gate demands. */
sealed interface Condition {
  /** All of them; at least two. */
  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of them; at least two. */
  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Comparison(Operand left, Relation relation, Operand right) implements Condition {
    @Override
    public String toString() {
      return left.text() + " " + relation.sign() + " " + right.text();
    }
  }

  /** Its comparisons, in the order they were written. */
  default Stream<Comparison> comparisons() {
    if (this instanceof And all) {
      return all.parts.stream().flatMap(Condition::comparisons);
    }
    if (this instanceof Or any) {
      return any.parts.stream().flatMap(Condition::comparisons);
    }
    return Stream.of((Comparison) this);
  }
}
