package gradlab.client.command;

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
      paramLabel = "RUN",
      arity = "1..*",
      description = "The runs' ids or their beginnings.")
  private List<String> runs = new ArrayList<>();

  /** Returns the run as it is afterwards. */
  abstract Run act(Session session, Run run);

  /** For people, after it was done. */
  abstract String done(Run run);

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
          Run run = act(session, session.runs().byIdOrPrefix(idOrPrefix));
          session.say(done(run));
          printer.row(run);
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
}
