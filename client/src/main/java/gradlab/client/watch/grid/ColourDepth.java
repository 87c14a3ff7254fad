package gradlab.client.watch.grid;

import gradlab.client.console.Console;
import java.util.Locale;

/** How many colours a terminal has. */
public enum ColourDepth {
  NONE,
  SIXTEEN,
  INDEXED,
  TRUE;

  private static final int ALL = 1 << 24;

  /**
   * @param colours of the terminal's description; 0 when it says nothing
   */
  public static ColourDepth of(Console console, int colours) {
    if (!console.coloured()) {
      return NONE;
    }
    var environment = console.environment();
    String term = environment.getOrDefault("TERM", "");
    String says = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
    // GNU screen hands on the variable of the terminal around it, but not its colours; tmux does.
    boolean inScreen = term.startsWith("screen") && environment.getOrDefault("TMUX", "").isEmpty();
    if (colours >= ALL || !inScreen && (says.equals("truecolor") || says.equals("24bit"))) {
      return TRUE;
    }
    if (colours >= 256 || term.contains("256color")) {
      return INDEXED;
    }
    return colours >= 8 ? SIXTEEN : NONE;
  }
}
