package gradlab.client.watch.grid;

/**
 * What a terminal must be sent so that it shows another grid: only cells that differ, so that a
 * frame costs little over SSH and does not flicker.
 */
public final class Changes {
  private final StringBuilder sent = new StringBuilder();
  private Style style = Style.PLAIN;

  private Changes() {}

  /** On a terminal that has been cleared. */
  public static String all(Grid after) {
    return between(new Grid(after.rows(), after.columns()), after);
  }

  /**
   * @param before what the terminal shows; of the same size
   */
  public static String between(Grid before, Grid after) {
    var changes = new Changes();
    for (int row = 0; row < after.rows(); row++) {
      changes.row(before, after, row);
    }
    return changes.style.equals(Style.PLAIN)
        ? changes.sent.toString()
        : changes.sent.append(Style.PLAIN.sgr()).toString();
  }

  private void row(Grid before, Grid after, int row) {
    int cursor = -1;
    for (int column = 0; column < after.columns(); column++) {
      int character = after.character(row, column);
      if (character == Grid.COVERED || before.same(after, row, column)) {
        continue;
      }
      if (cursor != column) {
        sent.append("\u001b[").append(row + 1).append(';').append(column + 1).append('H');
      }
      if (!after.style(row, column).equals(style)) {
        style = after.style(row, column);
        sent.append(style.sgr());
      }
      sent.appendCodePoint(character);
      boolean wide =
          column + 1 < after.columns() && after.character(row, column + 1) == Grid.COVERED;
      cursor = column + (wide ? 2 : 1);
    }
  }
}
