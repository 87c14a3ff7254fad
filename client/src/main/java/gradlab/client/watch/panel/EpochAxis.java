package gradlab.client.watch.panel;

import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;

/**
 * The epochs below a panel, in the same place below each. An epoch's values are drawn in the middle
 * of its width, so that curves and heatmap agree.
 *
 * @param from the first epoch
 * @param to the last one
 */
record EpochAxis(int from, int to) {
  static EpochAxis of(View view, int newest) {
    return new EpochAxis(view.window().from(newest), view.window().to(newest));
  }

  int epochs() {
    return to - from + 1;
  }

  /** Place of an epoch or a part of one between the ends, 0 to 1. */
  double share(double epoch) {
    return (epoch - (from - 0.5)) / epochs();
  }

  /** Below the cells {@code left} to {@code left + width - 1}. */
  void draw(Area area, int row, int left, int width, Look look) {
    var style = look.style(Role.FAINT);
    String first = Integer.toString(from);
    String last = Integer.toString(to);
    String word = "epoch";
    area.put(row, left, first, style);
    if (epochs() > 1 && width > first.length() + last.length()) {
      area.putBefore(row, left + width, last, style);
    }
    if (width > first.length() + last.length() + word.length() + 4) {
      area.put(row, left + (width - word.length()) / 2, word, style);
    }
  }
}
