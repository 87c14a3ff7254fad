package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tail",
    description = {
      "Follows a run's metrics until it ends: a progress bar on a terminal, else a line per event.",
      "Exit code: 0 completed, 1 failed or killed, 9 stopped or paused."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab tail 3f2a --from-seq 100 --output json")
final class TailCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(
      names = "--from-seq",
      paramLabel = "N",
      description = "Begin with the event of this number. Default: 1, the run's first.")
  private long fromSeq = 1;

  @Mixin private Patience patience;

  @Override
  ExitCode run(Session session) {
    if (fromSeq < 1) {
      throw new Failure(
          ExitCode.USAGE, "--from-seq: " + fromSeq + " is below 1", "events are numbered from 1");
    }
    return new Following(session, patience.time())
        .follow(session.runs().byIdOrPrefix(run), fromSeq);
  }
}
