package gradlab.client.watch.grid;

/**
 * What the terminal can show.
 *
 * @param unicode whether there are blocks and braille, else only ASCII
 */
public record Look(ColourDepth depth, boolean unicode) {
  /** From blue through green to white, ever brighter, in the colours every terminal has. */
  private static final int[] SIXTEEN = {4, 12, 6, 2, 10, 11, 15};

  private static final String SHADES = ".:-=+*#%@";

  public Style style(Role role) {
    return switch (role) {
      case TEXT -> Style.PLAIN;
      case TITLE -> Style.BOLD;
      case FAINT -> colour(Style.DEFAULT, 245);
      case TRAINING -> colour(6, 81);
      case VALIDATION -> colour(3, 214);
      case BAR -> colour(2, 71);
      case ZERO -> colour(1, 196);
      case NOT_FINITE -> colour(5, 201).strong();
      case GOOD -> colour(2, 77).strong();
      case WARNING -> colour(3, 220).strong();
      case BAD -> colour(1, 203).strong();
    };
  }

  /** Whether values are told apart by colour; if not, {@link #shade} does it. */
  public boolean coloured() {
    return depth != ColourDepth.NONE;
  }

  /**
   * A colour of the scale.
   *
   * @param share 0: the scale's low end, 1: its high end
   */
  public int heat(double share) {
    double within = Math.max(0, Math.min(1, share));
    return switch (depth) {
      case NONE -> Style.DEFAULT;
      case SIXTEEN -> SIXTEEN[(int) Math.round(within * (SIXTEEN.length - 1))];
      case INDEXED -> Viridis.indexed(within);
      case TRUE -> Viridis.exact(within);
    };
  }

  /** A character of the scale, for screens without colour. */
  public char shade(double share) {
    double within = Math.max(0, Math.min(1, share));
    return SHADES.charAt((int) Math.round(within * (SHADES.length() - 1)));
  }

  private Style colour(int ofSixteen, int indexed) {
    return switch (depth) {
      case NONE -> Style.PLAIN;
      case SIXTEEN -> Style.of(ofSixteen);
      case INDEXED, TRUE -> Style.of(indexed);
    };
  }
}
