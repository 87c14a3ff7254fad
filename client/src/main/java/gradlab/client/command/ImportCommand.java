package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.RunColumns;
import gradlab.client.output.Display;
import gradlab.client.output.OutputFormat;
import gradlab.client.transfer.CourseFolder;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.ImportRunResponse;
import gradlab.v1.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Takes the results of the course's framework as a run to look at, and prints its id:",
      "summary.csv, test_summary.csv and the gradient flow as CSV. The same again is the same run."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab import VGG_38_experiment --network VGG_38 --block plain --tag of=course",
      "  gradlab plot learning-curves vgg-38 vgg-08"
    })
final class ImportCommand extends ClientCommand {
  /** A server that restarts is back in this time. */
  private static final Duration SERVER_MAY_BE_AWAY = Duration.ofSeconds(3);

  @Parameters(
      paramLabel = "DIR",
      description = "An experiment's folder, or the one that holds its summary.csv.")
  private Path folder = Path.of("");

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "VGG_08, VGG_38 or another VGG_nn. Default: as the layers' names say.")
  private String network = "";

  @Option(
      names = "--block",
      paramLabel = "TYPE",
      description =
          "plain, bn, residual, bn_residual, dense or empty. Default: as the layers' names say, where"
              + " they can.")
  private String block = "";

  @Option(
      names = "--gradients",
      paramLabel = "FILE",
      description = "The gradient flow. Default: gradient_flow*.csv in the folder.")
  private Optional<Path> gradients = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", description = "Free name. Default: the folder's.")
  private String name = "";

  @Option(names = "--tag", paramLabel = "K=V", description = "A label; may be given again.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Override
  ExitCode run(Session session) throws InterruptedException {
    var course = CourseFolder.at(folder);
    var request =
        ImportRunRequest.newBuilder()
            .addAllFiles(course.read(gradients))
            .setNetwork(network)
            .setBlock(block)
            .setName(name.isEmpty() ? course.name() : name)
            .putAllTags(tags)
            .build();
    // The same content again answers with the same run, so the call may be made twice.
    var answer =
        session
            .connection()
            .persist(
                SERVER_MAY_BE_AWAY, () -> session.connection().experiments().importRun(request));
    if (session.format() == OutputFormat.TABLE) {
      session.console().out().println(answer.getRun().getRunId());
    } else {
      session.print(RunColumns.outcome(), List.of(answer.getRun()));
    }
    session.say(summary(answer));
    return ExitCode.DONE;
  }

  private static String summary(ImportRunResponse answer) {
    Run run = answer.getRun();
    String name = Display.oneLine(run.getConfig().getName());
    if (answer.getWasThere()) {
      return "these results are here already, as %s (%s)".formatted(run.getRunId(), name);
    }
    var said = new StringBuilder("imported %s as %s: ".formatted(name, run.getRunId()));
    said.append("%d epochs".formatted(run.getLastEpoch().getEpoch() + 1));
    if (run.hasTest()) {
      said.append(", test acc ").append(Display.fixed(run.getTest().getTestAcc()));
    }
    var network = run.getConfig().getNetwork();
    if (network.getNetwork().isEmpty()) {
      said.append("; of which network is not known: --network and --block would say it");
    } else if (network.getBlock().isEmpty()) {
      said.append(
          "; %s, with which block is not known: --block would say it"
              .formatted(Display.oneLine(network.getNetwork())));
    } else {
      said.append(
          "; %s %s"
              .formatted(
                  Display.oneLine(network.getNetwork()), Display.oneLine(network.getBlock())));
    }
    return said.toString();
  }
}
