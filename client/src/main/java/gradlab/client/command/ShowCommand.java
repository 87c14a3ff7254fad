package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.RunDetail;
import gradlab.client.runfile.RunFileWriter;
import gradlab.v1.Run;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description =
        "Shows one run whole: configuration, state and its reason, results, checkpoints, provenance.",
    footerHeading = "%nExample:%n",
    footer = {"  gradlab show 3f2a", "  gradlab show 3f2a --as-yaml > run.yaml"})
final class ShowCommand extends ClientCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(
      names = "--as-yaml",
      description = "Print only its settings, as a file for `gradlab start -f`.")
  private boolean asYaml;

  @Override
  ExitCode run(Session session) {
    Run found = session.runs().byIdOrPrefix(run);
    if (asYaml) {
      session.console().out().print(RunFileWriter.write(found));
    } else {
      session.print(RunDetail.columns(), List.of(found));
    }
    return ExitCode.DONE;
  }
}
