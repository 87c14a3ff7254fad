package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.SweepColumns;
import gradlab.client.output.Display;
import gradlab.v1.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "wait",
    description = {
      "Waits until a sweep has ended.",
      "Exit code: 0 completed; 9 stopped or paused; 7 the time was up."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab sweep wait s-vgg-08 --timeout 2h")
final class SweepWaitCommand extends ClientCommand {
  /** The server looks at its sweeps once a second. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  @Parameters(paramLabel = "SWEEP", description = "The sweep's id or its beginning.")
  private String sweep = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Wait no longer. Default: no limit.")
  private Duration timeout;

  @Mixin private Patience patience;

  @Override
  ExitCode run(Session session) throws InterruptedException {
    Instant until =
        Optional.ofNullable(timeout).map(t -> Instant.now().plus(t)).orElse(Instant.MAX);
    String id = session.sweeps().id(sweep);
    while (true) {
      Sweep now =
          session
              .connection()
              .persist(patience.time(), () -> session.sweeps().whole(id).getSweep());
      switch (now.getState()) {
        case SWEEP_STATE_COMPLETED -> {
          session.print(SweepColumns.list(), List.of(now));
          return ExitCode.DONE;
        }
        case SWEEP_STATE_STOPPED, SWEEP_STATE_PAUSED -> {
          session.print(SweepColumns.list(), List.of(now));
          return ExitCode.STOPPED;
        }
        case SWEEP_STATE_UNSPECIFIED, SWEEP_STATE_RUNNING, UNRECOGNIZED -> {}
      }
      if (!Instant.now().isBefore(until)) {
        throw new Failure(
            ExitCode.TIMEOUT,
            "sweep %s had not ended after %s".formatted(id, Display.duration(timeout)),
            "it goes on; `gradlab sweep show " + id + "` shows where it is");
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }
}
