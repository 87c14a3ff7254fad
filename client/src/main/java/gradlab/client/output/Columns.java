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

  /** Rows that only JSON shows. */
  public static <T extends MessageOrBuilder> Columns<T> ofJson() {
    return new Columns<>(false, row -> row, List.of());
  }

  /** Rows that are text already, which has no form in JSON. */
  public static Columns<List<String>> ofText(List<Column<List<String>>> columns) {
    return new Columns<>(
        false,
        row -> {
          throw new IllegalStateException("text has no JSON form");
        },
        columns);
  }
}
