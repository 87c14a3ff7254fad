package gradlab.client.output;

import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The values of --output. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** JSON Lines: one object per line, the names of the API's JSON form. */
  JSON,
  /** RFC 4180 with a header line. */
  CSV;

  /**
   * @param width columns of the terminal, asked for only where it matters; empty: no limit
   */
  public <T> OutputPrinter<T> printer(
      Columns<T> columns, PrintStream out, Supplier<OptionalInt> width) {
    return switch (this) {
      case TABLE ->
          columns.upright()
              ? new UprightPrinter<>(columns, out)
              : new TablePrinter<>(columns, out, width);
      case JSON -> new JsonPrinter<>(columns, out);
      case CSV -> new CsvPrinter<>(columns, out);
    };
  }
}
