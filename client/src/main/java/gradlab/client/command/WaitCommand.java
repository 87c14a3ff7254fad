package gradlab.client.command;

import gradlab.client.connection.RunFollower;
import gradlab.client.connection.RunStates;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.RunColumns;
import gradlab.client.output.Display;
import gradlab.v1.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "wait",
    description = {
      "Waits until all runs have ended.",
      "Exit code: 0 all completed; 1 one failed, was killed or preempted; 9 one is stopped or paused;"
          + " 7 the time was up."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab wait 3f2a 91bc --timeout 10m")
final class WaitCommand extends ClientCommand {
  @Parameters(
      paramLabel = "RUN|GROUP",
      arity = "1..*",
      description = "The ids of runs, or of groups for all of their runs; the beginnings suffice.")
  private List<String> runs = new ArrayList<>();

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
    List<Run> found = runs.stream().flatMap(word -> session.groups().runs(word).stream()).toList();
    var follower = new RunFollower(session.connection(), patience.time(), session::say);
    List<Run> ended = new ArrayList<>();
    for (Run run : found) {
      Optional<Run> end =
          RunStates.ended(run.getState())
              ? Optional.of(run)
              : follower.follow(run.getRunId(), run.getLastSeq() + 1, until, event -> {});
      if (end.isEmpty()) {
        throw new Failure(
            ExitCode.TIMEOUT,
            "run %s had not ended after %s".formatted(run.getRunId(), Display.duration(timeout)),
            "it goes on; `gradlab show " + run.getRunId() + "` shows where it is");
      }
      ended.add(end.get());
    }
    session.print(RunColumns.outcome(), ended);
    return RunStates.exitCode(ended.stream().map(Run::getState).toList());
  }
}
