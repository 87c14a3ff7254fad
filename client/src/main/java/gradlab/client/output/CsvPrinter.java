package gradlab.client.output;

import java.io.PrintStream;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * RFC 4180, but lines end in LF as other tools here write them. The header comes first, also
 * without rows.
 */
final class CsvPrinter<T> implements OutputPrinter<T> {
  private final Columns<T> columns;
  private final PrintStream out;
  private boolean headed;

  CsvPrinter(Columns<T> columns, PrintStream out) {
    this.columns = columns;
    this.out = out;
  }

  @Override
  public void row(T row) {
    header();
    line(column -> column.exact().apply(row));
  }

  @Override
  public void finish() {
    header();
  }

  private void header() {
    if (!headed) {
      headed = true;
      line(Column::name);
    }
  }

  private void line(Function<Column<T>, String> cell) {
    String line =
        columns.columns().stream()
            .map(cell)
            .map(CsvPrinter::quote)
            .collect(Collectors.joining(","));
    out.print(line + "\n");
    out.flush();
  }

  static String quote(String cell) {
    boolean plain =
        cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && cell.equals(cell.strip());
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
