package gradlab.client.output;

import java.io.PrintStream;

/** One line per column that has a value; further lines of a value are indented below it. */
// state    COMPLETED
// reason   all 8 epochs done
final class UprightPrinter<T> implements OutputPrinter<T> {
  private final Columns<T> columns;
  private final PrintStream out;

  UprightPrinter(Columns<T> columns, PrintStream out) {
    this.columns = columns;
    this.out = out;
  }

  @Override
  public void row(T row) {
    int width = columns.columns().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (Column<T> column : columns.columns()) {
      String label = column.name();
      for (String line : column.shown().apply(row).split("\n")) {
        if (!line.isEmpty()) {
          String space = " ".repeat(width - label.length() + 2);
          out.println(label + space + Display.oneLine(line));
          label = "";
        }
      }
    }
  }

  @Override
  public void finish() {}
}
