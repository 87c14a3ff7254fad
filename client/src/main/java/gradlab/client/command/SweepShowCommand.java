package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.SweepColumns;
import gradlab.client.output.Columns;
import gradlab.v1.GetSweepResponse;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Shows a sweep: its trials, the best first, and what each value of a setting gave, whatever"
            + " the others were. CSV has the trials.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab sweep show s-vgg-08 --output csv > trials.csv")
final class SweepShowCommand extends ClientCommand {
  @Parameters(paramLabel = "SWEEP", description = "The sweep's id or its beginning.")
  private String sweep = "";

  @Override
  ExitCode run(Session session) {
    GetSweepResponse whole = session.sweeps().whole(session.sweeps().id(sweep));
    switch (session.format()) {
      case JSON -> session.print(Columns.ofJson(), List.of(whole));
      case CSV -> session.print(SweepColumns.trials(whole), whole.getTrialsList());
      case TABLE -> table(session, whole);
    }
    return ExitCode.DONE;
  }

  private static void table(Session session, GetSweepResponse whole) {
    session.print(SweepColumns.detail(), List.of(whole.getSweep()));
    session.console().out().println();
    session.print(SweepColumns.trials(whole), whole.getTrialsList());
    if (whole.getEffectsCount() > 0) {
      session.console().out().println();
      session.print(SweepColumns.effects(), whole.getEffectsList());
    }
  }
}
