package gradlab.client.watch.grid;

import org.jline.utils.WCWidth;

/** A rectangle of a grid with coordinates of its own; what is drawn outside of it does not show. */
public record Area(Grid grid, int top, int left, int rows, int columns) {

  /** A part of this one, cut off where it reaches beyond. */
  public Area part(int row, int column, int height, int width) {
    return new Area(
        grid,
        top + row,
        left + column,
        Math.max(0, Math.min(height, rows - row)),
        Math.max(0, Math.min(width, columns - column)));
  }

  public void set(int row, int column, int character, Style style) {
    if (row >= 0 && row < rows && column >= 0 && column < columns) {
      grid.set(top + row, left + column, character, style);
    }
  }

  /**
   * Writes as much of the text as there is room for.
   *
   * @return the column after it
   */
  public int put(int row, int column, String text, Style style) {
    int at = column;
    for (int character : text.codePoints().toArray()) {
      int width = WCWidth.wcwidth(character);
      if (at + width > columns) {
        break;
      }
      // What has no width of its own, a combining or a direction mark, would shift the line.
      if (width > 0) {
        set(row, at, character, style);
      }
      if (width == 2) {
        set(row, at + 1, Grid.COVERED, style);
      }
      at += Math.max(0, width);
    }
    return at;
  }

  /** Ends in front of column {@code end}. */
  public void putBefore(int row, int end, String text, Style style) {
    put(row, Math.max(0, end - text.length()), text, style);
  }

  public void fill(int row, int character, Style style) {
    for (int column = 0; column < columns; column++) {
      set(row, column, character, style);
    }
  }
}
