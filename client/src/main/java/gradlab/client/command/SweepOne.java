package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.SweepColumns;
import gradlab.v1.Sweep;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A command that does something to one sweep. */
abstract class SweepOne extends ClientCommand {
  @Parameters(paramLabel = "SWEEP", description = "The sweep's id or its beginning.")
  private String sweep = "";

  /** Returns the sweep as it is afterwards. */
  abstract Sweep act(Session session, String sweepId);

  @Override
  final ExitCode run(Session session) {
    Sweep done = act(session, session.sweeps().id(sweep));
    session.print(SweepColumns.list(), List.of(done));
    return ExitCode.DONE;
  }
}
