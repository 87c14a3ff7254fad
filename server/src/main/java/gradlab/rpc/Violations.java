package gradlab.rpc;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Collects every bad field of a request, so that a user learns of all of them at once. */
final class Violations {
  private final List<FieldViolation> found = new ArrayList<>();

  void add(String field, String description) {
    found.add(new FieldViolation(field, description));
  }

  /** Whether the value is in range. */
  boolean range(String field, long value, long least, long most) {
    if (value >= least && value <= most) {
      return true;
    }
    add(field, "is %d, must be %d to %d".formatted(value, least, most));
    return false;
  }

  void atLeast(String field, long value, long least) {
    if (value < least) {
      add(field, "is %d, must be at least %d".formatted(value, least));
    }
  }

  /** Whether the value is a number above 0. */
  boolean positive(String field, double value) {
    if (finite(field, value) && value <= 0) {
      add(field, "is %s, must be above 0".formatted(value));
      return false;
    }
    return Double.isFinite(value);
  }

  /** Whether the value is a number and not negative. */
  boolean notNegative(String field, double value) {
    if (finite(field, value) && value < 0) {
      add(field, "is %s, must be 0 or above".formatted(value));
      return false;
    }
    return Double.isFinite(value);
  }

  /**
   * Every value that is there more than once.
   *
   * @param description of the value
   */
  <T> void eachOnce(String field, List<T> values, Function<T, String> description) {
    var seen = new HashSet<T>();
    values.stream()
        .filter(value -> !seen.add(value))
        .distinct()
        .forEach(value -> add(field, description.apply(value)));
  }

  /** A name that is none of the known ones. */
  void unknown(String field, String name, List<String> known) {
    add(
        field,
        "'%s' is not known; there are %s%s"
            .formatted(
                NetworkRules.shown(name),
                String.join(", ", known),
                NearestName.of(name, known).map(n -> "; did you mean " + n + "?").orElse("")));
  }

  /**
   * A setting that the chosen one does not have.
   *
   * @param goesWith for example "optimizer sgd"
   * @param chosen for example "optimizer adam"
   */
  void misplaced(String field, String goesWith, String chosen) {
    add(
        field,
        "goes with %s, not with %s: leave it out or say %s".formatted(goesWith, chosen, goesWith));
  }

  /** Free text for people and file formats: one line, not too long. */
  void text(String field, String value, int mostCharacters) {
    int length = value.codePointCount(0, value.length());
    if (length > mostCharacters) {
      add(field, "has %d characters, at most %d are allowed".formatted(length, mostCharacters));
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      add(field, "holds control characters, such as a line break");
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidRequest(found);
    }
  }

  private boolean finite(String field, double value) {
    if (Double.isFinite(value)) {
      return true;
    }
    add(field, "is %s, must be a finite number".formatted(value));
    return false;
  }
}
