package gradlab.client.view;

import gradlab.client.output.Display;
import gradlab.v1.PrepareDatasetResponse;
import java.util.function.Consumer;

/** How far the server is with the data's bytes. */
public final class ByteProgress {
  private ByteProgress() {}

  /** A bar on a terminal. */
  public static Consumer<PrepareDatasetResponse> drawn(StatusLine status, Glyphs glyphs) {
    var line = new ProgressLine(glyphs);
    return answer ->
        status.draw(
            line.bytes(
                Display.oneLine(answer.getStage()),
                answer.getDoneBytes(),
                answer.getTotalBytes(),
                status.columns()));
  }

  /** A line whenever the stage or the tenth of it changes. */
  public static Consumer<PrepareDatasetResponse> inLines(Consumer<String> lines) {
    return new Consumer<>() {
      private String said = "";

      @Override
      public void accept(PrepareDatasetResponse answer) {
        long total = answer.getTotalBytes();
        long tenth = total > 0 ? 10 * answer.getDoneBytes() / total : 0;
        String line =
            total > 0
                ? "%s: %d%% of %s".formatted(answer.getStage(), 10 * tenth, Display.bytes(total))
                : answer.getStage();
        if (!line.equals(said)) {
          said = line;
          lines.accept(Display.oneLine(line));
        }
      }
    };
  }
}
