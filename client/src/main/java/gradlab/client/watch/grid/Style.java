package gradlab.client.watch.grid;

/**
 * How a cell looks.
 *
 * @param foreground {@link #DEFAULT}, 0 to 255 of the terminal's palette, or {@link #rgb}
 * @param background the same
 */
public record Style(int foreground, int background, boolean bold, boolean reverse) {
  /** The terminal's own colour. */
  public static final int DEFAULT = -1;

  public static final Style PLAIN = new Style(DEFAULT, DEFAULT, false, false);
  public static final Style BOLD = new Style(DEFAULT, DEFAULT, true, false);
  public static final Style REVERSE = new Style(DEFAULT, DEFAULT, false, true);

  private static final int RGB = 1 << 24;

  public static int rgb(int red, int green, int blue) {
    return RGB | red << 16 | green << 8 | blue;
  }

  public static Style of(int foreground) {
    return new Style(foreground, DEFAULT, false, false);
  }

  public Style on(int colour) {
    return new Style(foreground, colour, bold, reverse);
  }

  public Style strong() {
    return new Style(foreground, background, true, reverse);
  }

  /** The escape sequence (ECMA-48 SGR) that makes the terminal write so, whatever it did before. */
  public String sgr() {
    var codes = new StringBuilder("\u001b[0");
    if (bold) {
      codes.append(";1");
    }
    if (reverse) {
      codes.append(";7");
    }
    colour(codes, foreground, 30);
    colour(codes, background, 40);
    return codes.append('m').toString();
  }

  /** Sixteen colours have codes of their own, which terminals understand that know no others. */
  private static void colour(StringBuilder codes, int colour, int base) {
    if (colour == DEFAULT) {
      return;
    }
    codes.append(';');
    if (colour >= RGB) {
      codes.append(base + 8).append(";2;").append(colour >> 16 & 0xff);
      codes.append(';').append(colour >> 8 & 0xff).append(';').append(colour & 0xff);
    } else if (colour >= 16) {
      codes.append(base + 8).append(";5;").append(colour);
    } else {
      codes.append(colour < 8 ? base + colour : base + 60 + colour - 8);
    }
  }
}
