package gradlab.server;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people write it: 500MB, 2GB, in powers of ten. */
record ByteSize(long bytes) {
  /** Reads one from the command line. */
  static final class Converter implements ITypeConverter<ByteSize> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(kB|MB|GB|TB)");

    @Override
    public ByteSize convert(String text) {
      var size = SIZE.matcher(text);
      if (!size.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is not a size; write for example 500MB or 2GB");
      }
      long unit =
          switch (size.group(2)) {
            case "kB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            case "TB" -> 1_000_000_000_000L;
            default -> throw new AssertionError(size.group(2));
          };
      return new ByteSize(Long.parseLong(size.group(1)) * unit);
    }
  }
}
