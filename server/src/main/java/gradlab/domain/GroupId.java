package gradlab.domain;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a seed group: {@code g-}, then lower-case letters, digits and '-', at most 64 in all.
 * No network's name begins so, hence no run's id that the server makes.
 */
public record GroupId(String value) {
  private static final Pattern FORM = Pattern.compile("g-[a-z0-9-]{1,62}");

  public GroupId {
    if (!isOne(value)) {
      throw new GradlabException.InvalidRequest(
          List.of(
              new FieldViolation(
                  "group_id",
                  "'"
                      + RunId.shown(value)
                      + "' is no group id: g- and 1 to 62 lower-case letters, digits and '-'")));
    }
  }

  /** The same; throws InvalidRequest for what is no group id. */
  public static GroupId of(String value) {
    return new GroupId(value);
  }

  public static boolean isOne(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
