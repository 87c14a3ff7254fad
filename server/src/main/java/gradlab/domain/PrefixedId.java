package gradlab.domain;

import java.util.List;
import java.util.regex.Pattern;

/** The form of ids that begin with a letter of their own, so that they are told from runs' ids. */
record PrefixedId(String what, Pattern form, String prefix) {
  /**
   * @param what "group": of a group_id, which is no group id where it does not have the form
   */
  static PrefixedId of(String what, String prefix) {
    return new PrefixedId(what, Pattern.compile(prefix + "[a-z0-9-]{1,62}"), prefix);
  }

  boolean matches(String value) {
    return form.matcher(value).matches();
  }

  /** InvalidRequest where it does not match. */
  void check(String value) {
    if (!matches(value)) {
      throw new GradlabException.InvalidRequest(
          List.of(
              new FieldViolation(
                  what + "_id",
                  "'%s' is no %s id: %s and 1 to 62 lower-case letters, digits and '-'"
                      .formatted(RunId.shown(value), what, prefix))));
    }
  }
}
