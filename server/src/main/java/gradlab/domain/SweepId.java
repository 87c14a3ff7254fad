package gradlab.domain;

import java.util.List;
import java.util.regex.Pattern;

/** The name of a sweep: {@code s-}, then lower-case letters, digits and '-', at most 64 in all. */
public record SweepId(String value) {
  private static final Pattern FORM = Pattern.compile("s-[a-z0-9-]{1,62}");

  public SweepId {
    if (!isOne(value)) {
      throw new GradlabException.InvalidRequest(
          List.of(
              new FieldViolation(
                  "sweep_id",
                  "'"
                      + RunId.shown(value)
                      + "' is no sweep id: s- and 1 to 62 lower-case letters, digits and '-'")));
    }
  }

  /** The same; throws InvalidRequest for what is no sweep id. */
  public static SweepId of(String value) {
    return new SweepId(value);
  }

  public static boolean isOne(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
