package gradlab.client.gate;

import java.util.Arrays;
import java.util.Optional;

/** How two values are compared. */
enum Relation {
  AT_LEAST(">="),
  AT_MOST("<="),
  EQUAL("=="),
  UNEQUAL("!="),
  ABOVE(">"),
  BELOW("<");

  private final String sign;

  Relation(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  static Optional<Relation> of(String sign) {
    return Arrays.stream(values()).filter(relation -> relation.sign.equals(sign)).findFirst();
  }

  /** Whether it has a meaning for words, such as diagnoses. */
  boolean comparesWords() {
    return this == EQUAL || this == UNEQUAL;
  }

  /** NaN never passes: not even {@code NaN != 1}, since a gate is there to stop it. */
  boolean holds(double left, double right) {
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return false;
    }
    return switch (this) {
      case AT_LEAST -> left >= right;
      case AT_MOST -> left <= right;
      case EQUAL -> left == right;
      case UNEQUAL -> left != right;
      case ABOVE -> left > right;
      case BELOW -> left < right;
    };
  }

  boolean holds(String left, String right) {
    return (this == EQUAL) == left.equals(right);
  }
}
