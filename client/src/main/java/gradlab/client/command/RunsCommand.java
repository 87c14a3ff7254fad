package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.RunColumns;
import gradlab.v1.Run;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "runs",
    description = "Lists the runs, newest first.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab runs --output csv > runs.csv")
final class RunsCommand extends ClientCommand {
  @Option(names = "--limit", paramLabel = "N", description = "Only the newest N. Default: all.")
  private Optional<Integer> limit = Optional.empty();

  @Override
  ExitCode run(Session session) {
    limit
        .filter(n -> n < 1)
        .ifPresent(
            n -> {
              throw new Failure(
                  ExitCode.USAGE, "--limit: " + n + " is below 1", "leave it out to list all runs");
            });
    List<Run> runs = session.runs().newest(limit.orElse(Integer.MAX_VALUE));
    session.print(RunColumns.list(session.clock(), runs), runs);
    if (runs.isEmpty()) {
      session.say("there are no runs yet; `gradlab start VGG_08` starts one");
    }
    return ExitCode.DONE;
  }
}
