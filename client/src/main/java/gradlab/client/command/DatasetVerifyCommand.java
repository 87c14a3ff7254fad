package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.v1.PrepareDatasetMode;
import picocli.CommandLine.Command;

@Command(
    name = "verify",
    description = "Checks the data that is there against the published checksums.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab dataset verify")
final class DatasetVerifyCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    return new DatasetWork(session).run(PrepareDatasetMode.PREPARE_DATASET_MODE_VERIFY);
  }
}
