package gradlab.domain;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a run: what users type, and the name of its directory. Lower-case letters, digits and
 * '-', at most 64, the first no '-'; so it can never leave the directory of the runs.
 */
public record RunId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new GradlabException.InvalidRequest(
          List.of(
              new FieldViolation(
                  "run_id",
                  "'"
                      + shown(value)
                      + "' is no run id: 1 to 64 lower-case letters, digits and '-', the first no '-'")));
    }
  }

  /** The same; throws InvalidRequest for what is no run id. */
  public static RunId of(String value) {
    return new RunId(value);
  }

  @Override
  public String toString() {
    return value;
  }

  /** What a client sent, fit for a message. */
  static String shown(String value) {
    var printable = value.replaceAll("\\p{Cntrl}", "?");
    if (printable.length() <= 80) {
      return printable;
    }
    boolean splits = Character.isHighSurrogate(printable.charAt(79)); // half a character is no text
    return printable.substring(0, splits ? 79 : 80) + "...";
  }
}
