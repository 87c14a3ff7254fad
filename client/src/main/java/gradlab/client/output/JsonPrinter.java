package gradlab.client.output;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.PrintStream;

/**
 * One object per line. Fields with their default value are there too, so that keys do not come and
 * go.
 */
final class JsonPrinter<T> implements OutputPrinter<T> {
  private static final JsonFormat.Printer FORMAT =
      JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .includingDefaultValueFields()
          .sortingMapKeys();

  private final Columns<T> columns;
  private final PrintStream out;

  JsonPrinter(Columns<T> columns, PrintStream out) {
    this.columns = columns;
    this.out = out;
  }

  @Override
  public void row(T row) {
    try {
      out.println(FORMAT.print(columns.message().apply(row)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the API holds no Any, so all of it has a JSON form", e);
    }
  }

  @Override
  public void finish() {}
}
