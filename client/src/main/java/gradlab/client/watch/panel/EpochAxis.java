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

  boolean holds(int epoch) {
    return epoch >= from && epoch <= to;
  }

  /** Place of an epoch or a part of one between the ends, 0 to 1. */
  double share(double epoch) {
    return (epoch - (from - 0.5)) / epochs();
  }

  /** Below the cells {@code left} to {@code left + width - 1}. */
  void draw(Area area, int row, int left, int width, Look look) {
    var style = look.style(Role.FAINT);
    String word = "epoch";
    int first = place(from, width);
    int free = area.put(row, left + first, Integer.toString(from), style) - left;
    String last = Integer.toString(to);
    int end = Math.min(width, place(to, width) + (last.length() + 1) / 2);
    if (epochs() > 1 && end - last.length() > free) {
      area.putBefore(row, left + end, last, style);
    } else {
      end = width + last.length() + 1;
    }
    int middle = (width - word.length()) / 2;
    if (middle > free && middle + word.length() < end - last.length()) {
      area.put(row, left + middle, word, style);
    }
  }

  private int place(int epoch, int width) {
    return (int) (share(epoch) * width);
  }
}
