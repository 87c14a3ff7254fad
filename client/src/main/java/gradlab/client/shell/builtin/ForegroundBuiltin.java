package gradlab.client.shell.builtin;

import gradlab.client.shell.jobs.Job;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "fg",
    description = "Waits for a command in the background; Ctrl-C then ends it. Exit code: its own.",
    footerHeading = "%nExample:%n",
    footer = "  fg 1")
final class ForegroundBuiltin extends Builtin {
  @Parameters(
      paramLabel = "N",
      arity = "0..1",
      description = "Its number. Default: the last one started.")
  private Optional<Integer> number = Optional.empty();

  ForegroundBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    Job job = number.map(here.jobs()::get).orElseGet(here.jobs()::newest);
    here.console().err().println(job.text());
    return here.jobs().foreground(job);
  }
}
