package gradlab.client.runfile;

import com.google.protobuf.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The text of a value as what its key needs. */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private Scalars() {}

  /** Empty where the text is none. */
  static Optional<Object> value(RunKey key, String text) {
    return switch (key.field().getJavaType()) {
      case INT -> whole(text, Integer::valueOf);
      case LONG -> whole(text, Long::valueOf);
      case DOUBLE, FLOAT -> number(text);
      case BOOLEAN -> truth(text);
      case MESSAGE -> key.isDuration() ? duration(text) : Optional.empty();
      case STRING -> Optional.of(text);
      case BYTE_STRING, ENUM -> Optional.empty(); // no field has such a type
    };
  }

  /** For the message, after "is no". */
  static String wanted(RunKey key) {
    return switch (key.field().getJavaType()) {
      case INT, LONG -> "whole number";
      case DOUBLE, FLOAT -> "number";
      case BOOLEAN -> "true or false";
      case MESSAGE -> "duration such as 90s, 10m or 1h30m";
      case STRING, BYTE_STRING, ENUM -> "text";
    };
  }

  private static <T> Optional<Object> whole(String text, Function<String, T> parse) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /** Also what YAML calls infinity and no number: the server says what it thinks of them. */
  private static Optional<Object> number(String text) {
    return switch (text) {
      case ".nan" -> Optional.of(Double.NaN);
      case ".inf" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-.inf" -> Optional.of(Double.NEGATIVE_INFINITY);
      default ->
          NUMBER.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    };
  }

  private static Optional<Object> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> duration(String text) {
    return DurationText.parse(text)
        .map(d -> Duration.newBuilder().setSeconds(d.getSeconds()).setNanos(d.getNano()).build());
  }
}
