package gradlab.client.command;

import gradlab.client.connection.GroupFinder;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.RunColumns;
import gradlab.client.output.Columns;
import gradlab.v1.Run;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Does something to one run after the other. One that fails does not keep the others from it; the
 * exit code is that of the first failure.
 */
abstract class LifecycleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN|GROUP",
      arity = "1..*",
      description =
          "The ids of runs, or of groups for all of their runs that it can be done to; the"
              + " beginnings suffice.")
  private List<String> runs = new ArrayList<>();

  /** Returns the run as it is afterwards. */
  abstract Run act(Session session, Run run);

  /** For people, after it was done. */
  abstract String done(Run run);

  /** Whether it can be done to a run in this state: of a group, the others are left alone. */
  abstract boolean concerns(Run run);

  Columns<Run> columns() {
    return RunColumns.outcome();
  }

  @Override
  public final Integer call() {
    var root = (GradlabCommand) spec.root().userObject();
    var firstFailure = OptionalInt.empty();
    try (Session session = root.session()) {
      var printer = session.printer(columns());
      for (String idOrPrefix : runs) {
        try {
          for (Run found : meant(session, idOrPrefix)) {
            Run run = act(session, found);
            session.say(done(run));
            printer.row(run);
          }
        } catch (Failure | StatusRuntimeException failure) {
          int exitCode = session.report(failure);
          firstFailure = OptionalInt.of(firstFailure.orElse(exitCode));
          if (exitCode == ExitCode.INTERRUPTED.number()
              || exitCode == ExitCode.UNREACHABLE.number()) {
            break; // the others would fail the same way
          }
        }
      }
      printer.finish();
    }
    return firstFailure.orElse(ExitCode.DONE.number());
  }

  private List<Run> meant(Session session, String idOrPrefix) {
    List<Run> found = session.groups().runs(idOrPrefix);
    if (!GroupFinder.isGroup(idOrPrefix)) {
      return found;
    }
    List<Run> concerned = found.stream().filter(this::concerns).toList();
    if (concerned.isEmpty()) {
      session.say(
          "nothing to %s: no run of %s is in a state for it".formatted(spec.name(), idOrPrefix));
    }
    return concerned;
  }
}
