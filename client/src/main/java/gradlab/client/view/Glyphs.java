package gradlab.client.view;

import gradlab.client.output.Display;

/** The characters bars are made of. */
public enum Glyphs {
  UNICODE {
    @Override
    public String bar(double length) {
      int eighths = (int) Math.round(length * 8);
      String tip = eighths % 8 == 0 ? "" : Character.toString(EIGHTHS.charAt(eighths % 8 - 1));
      return "█".repeat(eighths / 8) + tip;
    }

    @Override
    String track(int cells) {
      return "░".repeat(cells);
    }
  },
  ASCII {
    @Override
    public String bar(double length) {
      return "#".repeat(length > 0 ? Math.max(1, (int) Math.round(length)) : 0);
    }

    @Override
    String track(int cells) {
      return ".".repeat(cells);
    }
  };

  private static final String EIGHTHS = "▏▎▍▌▋▊▉";

  public static Glyphs of(boolean unicode) {
    return unicode ? UNICODE : ASCII;
  }

  /** A bar so many cells long; one of more than 0 shows. */
  public abstract String bar(double length);

  /** The empty part of a progress bar. */
  abstract String track(int cells);

  /** A progress bar so many cells long, of which this share (0 to 1) is done. */
  public String progress(double share, int cells) {
    String done = bar(share * cells);
    return done + track(cells - Display.width(done));
  }
}
