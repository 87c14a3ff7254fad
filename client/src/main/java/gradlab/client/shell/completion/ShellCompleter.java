package gradlab.client.shell.completion;

import gradlab.client.shell.syntax.Cursor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** What TAB offers. It holds the keyboard for 200 ms at most, whatever a disk or a server does. */
public final class ShellCompleter implements Completer {
  private static final long LIMIT_MILLIS = 180;

  private final Offers offers;
  private final Executor background;

  public ShellCompleter(Offers offers, Executor background) {
    this.offers = offers;
    this.background = background;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line instanceof Cursor cursor) {
      candidates.addAll(
          CompletableFuture.supplyAsync(() -> offers.at(cursor), background)
              .completeOnTimeout(List.of(), LIMIT_MILLIS, TimeUnit.MILLISECONDS)
              .join());
    }
  }
}
