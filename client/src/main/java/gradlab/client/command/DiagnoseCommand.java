package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Screen;
import gradlab.client.listing.ServerColumns;
import gradlab.client.output.OutputFormat;
import gradlab.client.view.DiagnosisReport;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diagnose",
    description = {
      "Says what is wrong with a run, or that nothing is, with the numbers and what usually helps:",
      "nan, exploding, dead_layers, vanishing, input_independent, class_prior, overfitting, healthy."
    },
    footerHeading = "%nExample:%n",
    footer = "  gradlab diagnose 3f2a --threshold vanishing_ratio=1e-2")
final class DiagnoseCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(
      names = "--threshold",
      paramLabel = "NAME=VALUE",
      description = "A limit that differs from its default (docs/diagnosis.md); may be repeated.")
  private Map<String, Double> thresholds = new LinkedHashMap<>();

  @Override
  ExitCode run(Session session) {
    Run found = session.runs().byIdOrPrefix(run);
    var request =
        DiagnoseRunRequest.newBuilder().setRunId(found.getRunId()).putAllThresholds(thresholds);
    var diagnosis = session.training().diagnoseRun(request.build());
    if (session.format() == OutputFormat.TABLE) {
      var console = session.console();
      new DiagnosisReport(console.out(), Screen.width(console))
          .print(found.getConfig().getName() + " (" + found.getRunId() + ")", diagnosis);
    } else {
      session.print(ServerColumns.diagnosis(), List.of(diagnosis));
    }
    return ExitCode.DONE;
  }
}
