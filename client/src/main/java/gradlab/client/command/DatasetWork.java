package gradlab.client.command;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.console.Screen;
import gradlab.client.listing.ServerColumns;
import gradlab.client.view.ByteProgress;
import gradlab.client.view.StatusLine;
import gradlab.v1.DatasetInfo;
import gradlab.v1.PrepareDatasetMode;
import gradlab.v1.PrepareDatasetRequest;
import gradlab.v1.PrepareDatasetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;

/** Work on the server's data, with its progress on standard error. */
final class DatasetWork {
  /** 170 MB at a few kB/s. */
  private static final long LONGEST_HOURS = 12;

  private final Session session;

  DatasetWork(Session session) {
    this.session = session;
  }

  ExitCode run(PrepareDatasetMode mode) {
    Console console = session.console();
    Optional<DatasetInfo> dataset;
    if (session.quiet() || !console.animated()) {
      dataset = follow(mode, ByteProgress.inLines(session::say));
    } else {
      try (Terminal terminal = Screen.open(console);
          var status = new StatusLine(terminal, System::nanoTime)) {
        dataset = follow(mode, ByteProgress.drawn(status, session.glyphs()));
      } catch (IOException e) {
        throw new UncheckedIOException("the terminal cannot be restored", e);
      }
    }
    if (dataset.isEmpty()) {
      throw new Failure(
          ExitCode.REFUSED,
          "the server ended without saying where the data stands",
          "try again; `gradlab dataset` shows what is there");
    }
    session.print(ServerColumns.dataset(), List.of(dataset.get()));
    return ExitCode.DONE;
  }

  private Optional<DatasetInfo> follow(PrepareDatasetMode mode, ByteProgress progress) {
    var answers =
        session
            .connection()
            .server()
            .withDeadlineAfter(LONGEST_HOURS, TimeUnit.HOURS)
            .prepareDataset(PrepareDatasetRequest.newBuilder().setMode(mode).build());
    Optional<DatasetInfo> dataset = Optional.empty();
    while (answers.hasNext()) {
      PrepareDatasetResponse answer = answers.next();
      progress.at(answer.getStage(), answer.getDoneBytes(), answer.getTotalBytes());
      if (answer.hasDataset()) {
        dataset = Optional.of(answer.getDataset());
      }
    }
    return dataset;
  }
}
