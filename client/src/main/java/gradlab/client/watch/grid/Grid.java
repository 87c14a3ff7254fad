package gradlab.client.watch.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells of a screen: a character and a style each. */
public final class Grid {
  /** In the cell right of a character that is two columns wide. */
  static final int COVERED = 0;

  private final int rows;
  private final int columns;
  private final int[] characters;
  private final Style[] styles;

  public Grid(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.characters = new int[rows * columns];
    this.styles = new Style[rows * columns];
    Arrays.fill(characters, ' ');
    Arrays.fill(styles, Style.PLAIN);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public Area area() {
    return new Area(this, 0, 0, rows, columns);
  }

  int character(int row, int column) {
    return characters[row * columns + column];
  }

  Style style(int row, int column) {
    return styles[row * columns + column];
  }

  /** What lies outside is not drawn. */
  void set(int row, int column, int character, Style style) {
    if (row >= 0 && row < rows && column >= 0 && column < columns) {
      characters[row * columns + column] = character;
      styles[row * columns + column] = style;
    }
  }

  boolean same(Grid other, int row, int column) {
    int cell = row * columns + column;
    return characters[cell] == other.characters[cell] && styles[cell].equals(other.styles[cell]);
  }

  /** The screen without its colours, a line for each row. */
  public List<String> lines() {
    return lines(false);
  }

  /** The screen with the escape sequences of its colours. */
  public List<String> colouredLines() {
    return lines(true);
  }

  private List<String> lines(boolean coloured) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      var line = new StringBuilder();
      Style style = Style.PLAIN;
      for (int column = 0; column < columns; column++) {
        if (coloured && !style(row, column).equals(style)) {
          style = style(row, column);
          line.append(style.sgr());
        }
        if (character(row, column) != COVERED) {
          line.appendCodePoint(character(row, column));
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
