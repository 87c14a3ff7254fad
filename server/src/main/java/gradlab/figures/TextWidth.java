package gradlab.figures;

/** Widths of text are estimated: the font is the viewer's. */
final class TextWidth {
  /** From Hangul Jamo on (U+1100) most letters are as wide as two Latin ones. */
  private static final int WIDE = 0x1100;

  private TextWidth() {}

  /**
   * In pixels.
   *
   * @param character a Latin letter's mean width in this style, in pixels
   */
  static double of(String text, double character) {
    return text.codePoints().mapToDouble(c -> c < WIDE ? character : 2 * character).sum();
  }
}
