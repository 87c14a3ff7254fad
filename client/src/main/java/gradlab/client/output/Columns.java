package gradlab.client.output;

import com.google.protobuf.MessageOrBuilder;
import java.util.List;
import java.util.function.Function;

/**
 * How rows of one kind are shown.
 *
 * @param upright whether a table shows one line per column, for a single row with many columns
 * @param message the row as JSON has it
 */
public record Columns<T>(
    boolean upright, Function<T, MessageOrBuilder> message, List<Column<T>> columns) {
  public Columns {
    columns = List.copyOf(columns);
  }
}
