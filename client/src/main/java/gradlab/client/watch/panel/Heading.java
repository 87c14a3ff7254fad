package gradlab.client.watch.panel;

import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;

/** The first row of a panel: its number, its title, a rule. */
final class Heading {
  private Heading() {}

  /**
   * @return the column after the title
   */
  static int draw(Area area, Look look, int number, String title) {
    area.fill(0, look.unicode() ? '─' : '-', look.style(Role.FAINT));
    int at = area.put(0, 0, number + " " + title, look.style(Role.TITLE));
    area.put(0, at, " ", look.style(Role.TEXT));
    return at + 1;
  }

  /** Where there is nothing to draw yet. */
  static void instead(Area area, Look look, String text) {
    if (area.rows() > 1) {
      int row = 1 + (area.rows() - 1) / 2;
      int left = Math.max(0, (area.columns() - text.length()) / 2);
      area.put(row, left, text, look.style(Role.FAINT));
    }
  }
}
