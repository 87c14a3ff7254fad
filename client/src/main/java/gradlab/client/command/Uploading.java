package gradlab.client.command;

import gradlab.client.console.Screen;
import gradlab.client.transfer.Upload;
import gradlab.client.transfer.WeightsSource;
import gradlab.client.view.ByteProgress;
import gradlab.client.view.StatusLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jline.terminal.Terminal;

/** An upload with its progress on standard error, where it takes long enough to be worth it. */
final class Uploading {
  private static final long SILENT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Session session;

  Uploading(Session session) {
    this.session = session;
  }

  /** The artifact's id. */
  String upload(WeightsSource source) throws InterruptedException {
    var console = session.console();
    if (session.quiet() || !console.animated()) {
      return send(source, ByteProgress.inLines(session::say));
    }
    try (Terminal terminal = Screen.open(console);
        var status = new StatusLine(terminal, System::nanoTime)) {
      return send(source, ByteProgress.drawn(status, session.glyphs()));
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be restored", e);
    }
  }

  private String send(WeightsSource source, ByteProgress progress) throws InterruptedException {
    long begun = System.nanoTime();
    LongConsumer sent =
        bytes -> {
          boolean more = bytes < source.bytes();
          if (more && System.nanoTime() - begun > SILENT_NANOS) {
            progress.at("uploading", bytes, source.bytes());
          }
        };
    return new Upload(session.connection()).send(source, sent);
  }
}
