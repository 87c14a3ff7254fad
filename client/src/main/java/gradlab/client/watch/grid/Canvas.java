package gradlab.client.watch.grid;

/**
 * Lines in an area: eight dots of braille a cell where there is Unicode, else one character. The
 * first line is solid, the second one dotted, so that they differ without colour too.
 */
public final class Canvas {
  // The dots of a braille cell by row and column (Unicode 2800).
  private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  private static final char[] MARKS = {'*', 'o'};

  /** Of a dotted line's dots, one in so many is drawn. */
  private static final int DOTTED = 3;

  private final Area area;
  private final boolean braille;
  private final Style[] styles;
  private final int[][] cells;
  private final int[][] owners;

  public Canvas(Area area, boolean braille, Style first, Style second) {
    this.area = area;
    this.braille = braille;
    this.styles = new Style[] {first, second};
    this.cells = new int[area.rows()][area.columns()];
    this.owners = new int[area.rows()][area.columns()];
  }

  /** Dots beside each other. */
  public int width() {
    return area.columns() * (braille ? 2 : 1);
  }

  /** Dots above each other. */
  public int height() {
    return area.rows() * (braille ? 4 : 1);
  }

  /**
   * From dot to dot; 0, 0 is the bottom left.
   *
   * @param series 0 or 1
   */
  public void line(int fromX, int fromY, int toX, int toY, int series) {
    int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
    for (int i = 0; i <= steps; i++) {
      int x = fromX + Math.round((float) i * (toX - fromX) / steps);
      int y = fromY + Math.round((float) i * (toY - fromY) / steps);
      boolean gap =
          braille
              && series == 1
              && Math.floorMod(steep(fromX, fromY, toX, toY) ? y : x, DOTTED) != 0;
      if (!gap) {
        dot(x, y, series);
      }
    }
  }

  private static boolean steep(int fromX, int fromY, int toX, int toY) {
    return Math.abs(toY - fromY) > Math.abs(toX - fromX);
  }

  /** A dot that is always drawn. */
  public void dot(int x, int y, int series) {
    int column = braille ? x / 2 : x;
    int row = area.rows() - 1 - (braille ? y / 4 : y);
    if (x < 0 || y < 0 || row < 0 || column >= area.columns()) {
      return;
    }
    cells[row][column] |= braille ? DOTS[3 - y % 4][x % 2] : 1 << series;
    owners[row][column] = series;
  }

  /** Puts what was drawn into the area. */
  public void show() {
    for (int row = 0; row < area.rows(); row++) {
      for (int column = 0; column < area.columns(); column++) {
        int cell = cells[row][column];
        if (cell != 0) {
          area.set(row, column, character(cell), styles[owners[row][column]]);
        }
      }
    }
  }

  private int character(int cell) {
    if (braille) {
      return 0x2800 + cell;
    }
    return cell == 3 ? '#' : MARKS[cell - 1];
  }
}
