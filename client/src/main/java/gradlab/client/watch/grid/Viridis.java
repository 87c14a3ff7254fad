package gradlab.client.watch.grid;

/**
 * The colour map viridis (matplotlib, CC0), at nine places: as bright as the value is high, also to
 * who does not see red and green apart. It holds no red, which is left for exact zeros.
 */
final class Viridis {
  private static final int[][] PLACES = {
    {68, 1, 84},
    {72, 40, 120},
    {62, 74, 137},
    {49, 104, 142},
    {38, 130, 142},
    {31, 158, 137},
    {53, 183, 121},
    {109, 205, 89},
    {253, 231, 37},
  };

  /** Of the 6 x 6 x 6 cube of 256 colours, which begins at 16. */
  private static final int[] LEVELS = {0, 95, 135, 175, 215, 255};

  private Viridis() {}

  static int exact(double share) {
    int[] c = at(share);
    return Style.rgb(c[0], c[1], c[2]);
  }

  static int indexed(double share) {
    int[] c = at(share);
    return 16 + 36 * nearest(c[0]) + 6 * nearest(c[1]) + nearest(c[2]);
  }

  private static int[] at(double share) {
    double place = share * (PLACES.length - 1);
    int below = Math.min(PLACES.length - 2, (int) place);
    var mixed = new int[3];
    for (int i = 0; i < 3; i++) {
      int low = PLACES[below][i];
      mixed[i] = (int) Math.round(low + (place - below) * (PLACES[below + 1][i] - low));
    }
    return mixed;
  }

  private static int nearest(int value) {
    int best = 0;
    for (int i = 1; i < LEVELS.length; i++) {
      best = Math.abs(LEVELS[i] - value) < Math.abs(LEVELS[best] - value) ? i : best;
    }
    return best;
  }
}
