package gradlab.diagnosis;

import java.util.Locale;
import java.util.Optional;

/** Looks for one disease. */
interface Rule {
  /** Empty where it is not there, or what would show it was not measured. */
  Optional<Finding> look(Measured run, Thresholds thresholds);

  /** Text with numbers in it, the same in every country. */
  static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
