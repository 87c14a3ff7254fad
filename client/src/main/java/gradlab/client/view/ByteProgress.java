package gradlab.client.view;

import gradlab.client.output.Display;
import java.util.function.Consumer;

/** How far work on bytes is. */
@FunctionalInterface
public interface ByteProgress {
  /**
   * @param stage a word for people
   * @param total 0: not known
   */
  void at(String stage, long done, long total);

  /** A bar on a terminal. */
  static ByteProgress drawn(StatusLine status, Glyphs glyphs) {
    var line = new ProgressLine(glyphs);
    return (stage, done, total) ->
        status.draw(line.bytes(Display.oneLine(stage), done, total, status.columns()));
  }

  /** A line whenever the stage or the tenth of it changes. */
  static ByteProgress inLines(Consumer<String> lines) {
    return new ByteProgress() {
      private String said = "";

      @Override
      public void at(String stage, long done, long total) {
        long tenth = total > 0 ? 10 * done / total : 0;
        String line =
            total > 0 ? "%s: %d%% of %s".formatted(stage, 10 * tenth, Display.bytes(total)) : stage;
        if (!line.equals(said)) {
          said = line;
          lines.accept(Display.oneLine(line));
        }
      }
    };
  }
}
