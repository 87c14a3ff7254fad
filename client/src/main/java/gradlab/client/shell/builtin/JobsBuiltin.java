package gradlab.client.shell.builtin;

import gradlab.client.shell.jobs.Job;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "jobs",
    description = "Lists the commands in the background, or ends one. The run goes on.",
    footerHeading = "%nExample:%n",
    footer = {"  tail 3f2a &", "  jobs", "  jobs --end 1"})
final class JobsBuiltin extends Builtin {
  @Option(names = "--end", paramLabel = "N", description = "End the command of this number.")
  private Optional<Integer> end = Optional.empty();

  JobsBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    if (end.isPresent()) {
      here.jobs().end(here.jobs().get(end.get()));
      return 0;
    }
    for (Job job : here.jobs().all()) {
      String state =
          job.exitCode().isEmpty() ? "running" : "ended with " + job.exitCode().getAsInt();
      here.console().out().printf("[%d] %s: %s%n", job.number(), state, job.text());
    }
    return 0;
  }
}
