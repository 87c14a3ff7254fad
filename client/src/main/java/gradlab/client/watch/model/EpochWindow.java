package gradlab.client.watch.model;

import java.util.OptionalInt;

/**
 * The epochs that are shown.
 *
 * @param width how many; 0: all
 * @param last the last one shown; empty: the newest, also when there is a newer one
 */
public record EpochWindow(int width, OptionalInt last) {
  public static final EpochWindow ALL = new EpochWindow(0, OptionalInt.empty());
  private static final int NARROWEST = 4;

  public int to(int newest) {
    return Math.max(0, Math.min(newest, last.orElse(newest)));
  }

  public int from(int newest) {
    return width == 0 ? 0 : Math.max(0, to(newest) - width + 1);
  }

  /** Half as many epochs, the last one kept. */
  public EpochWindow narrower(int newest) {
    int shown = to(newest) - from(newest) + 1;
    return shown <= NARROWEST ? this : new EpochWindow(Math.max(NARROWEST, shown / 2), last);
  }

  /** Twice as many. */
  public EpochWindow wider(int newest) {
    return width == 0 || width * 2 > newest ? ALL : new EpochWindow(width * 2, last);
  }

  /** Half a window towards the first epoch. */
  public EpochWindow earlier(int newest) {
    if (width == 0) {
      return this;
    }
    int to = Math.max(Math.min(newest, width - 1), to(newest) - Math.max(1, width / 2));
    return new EpochWindow(width, OptionalInt.of(to));
  }

  /** Half a window towards the newest epoch; there it follows again. */
  public EpochWindow later(int newest) {
    int to = to(newest) + Math.max(1, width / 2);
    return new EpochWindow(width, to >= newest ? OptionalInt.empty() : OptionalInt.of(to));
  }
}
