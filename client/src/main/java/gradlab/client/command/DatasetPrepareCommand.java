package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.v1.PrepareDatasetMode;
import picocli.CommandLine.Command;

@Command(
    name = "prepare",
    description = "Downloads what is missing of CIFAR-100, checks and unpacks it, on the server.",
    footerHeading = "%nExample:%n",
    footer = "  gradlab dataset prepare")
final class DatasetPrepareCommand extends ClientCommand {
  @Override
  ExitCode run(Session session) {
    return new DatasetWork(session).run(PrepareDatasetMode.PREPARE_DATASET_MODE_PREPARE);
  }
}
