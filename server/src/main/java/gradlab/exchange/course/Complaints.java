package gradlab.exchange.course;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with some files, so that a user learns of it at once. */
final class Complaints {
  /** Of a file that is no table at all every line is wrong. */
  private static final int MOST = 200;

  private final List<FieldViolation> found = new ArrayList<>();

  void add(String file, String what) {
    found(file, what);
  }

  /**
   * @param line 1-based, the header is line 1
   */
  void add(String file, int line, String what) {
    found("%s line %d".formatted(file, line), what);
  }

  void add(String file, int line, String column, String what) {
    found("%s line %d, column %s".formatted(file, line, column), what);
  }

  boolean any() {
    return !found.isEmpty();
  }

  void throwIfAny() {
    if (any()) {
      throw new InvalidRequest(found);
    }
  }

  private void found(String where, String what) {
    if (found.size() < MOST) {
      found.add(new FieldViolation(where, what));
    }
  }

  /** What is in a file, fit for a message. */
  static String shown(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    int most = 40;
    return printable.codePointCount(0, printable.length()) <= most
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, most)) + "...";
  }
}
