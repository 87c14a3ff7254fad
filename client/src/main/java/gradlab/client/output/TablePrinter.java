package gradlab.client.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Aligned columns under a header. On a terminal the widest text columns give way until the lines
 * fit.
 */
// RUN       NAME       STATE      EPOCH  VAL_ACC
// 3f2a9c01  VGG_08-s0  COMPLETED    8/8   0.1532
final class TablePrinter<T> implements OutputPrinter<T> {
  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final Columns<T> columns;
  private final PrintStream out;
  private final Supplier<OptionalInt> terminalWidth;
  private final List<List<String>> lines = new ArrayList<>();

  TablePrinter(Columns<T> columns, PrintStream out, Supplier<OptionalInt> terminalWidth) {
    this.columns = columns;
    this.out = out;
    this.terminalWidth = terminalWidth;
    lines.add(columns.columns().stream().map(c -> c.name().toUpperCase(Locale.ROOT)).toList());
  }

  @Override
  public void row(T row) {
    lines.add(columns.columns().stream().map(c -> Display.oneLine(c.shown().apply(row))).toList());
  }

  @Override
  public void finish() {
    if (lines.size() == 1) {
      return;
    }
    int[] widths = new int[columns.columns().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Display.width(line.get(i)));
      }
    }
    terminalWidth.get().ifPresent(limit -> narrow(widths, limit));
    for (List<String> line : lines) {
      out.println(laidOut(line, widths));
    }
  }

  private void narrow(int[] widths, int limit) {
    int total = GAP.length() * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    while (total > limit) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean text = !columns.columns().get(i).right();
        if (text && widths[i] > NARROWEST && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private String laidOut(List<String> line, int[] widths) {
    var text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = Display.cut(line.get(i), widths[i]);
      String space = " ".repeat(widths[i] - Display.width(cell));
      text.append(i == 0 ? "" : GAP);
      text.append(columns.columns().get(i).right() ? space + cell : cell + space);
    }
    return text.toString().stripTrailing();
  }
}
