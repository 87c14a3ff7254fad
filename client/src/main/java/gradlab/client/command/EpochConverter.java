package gradlab.client.command;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads which checkpoint to continue from: "latest" (empty) or an epoch, 0-based. */
final class EpochConverter implements ITypeConverter<OptionalInt> {
  @Override
  public OptionalInt convert(String text) {
    if (text.equals("latest")) {
      return OptionalInt.empty();
    }
    if (!text.matches("\\d{1,9}")) {
      throw new TypeConversionException(
          "'" + text + "' is neither latest nor an epoch, which is 0 or above");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
