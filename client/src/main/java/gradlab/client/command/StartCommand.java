package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import gradlab.client.runfile.RunFile;
import gradlab.client.transfer.WeightsSource;
import gradlab.v1.Run;
import gradlab.v1.RunConfig;
import gradlab.v1.StartRunRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "start",
    description =
        "Starts a run and prints its id. `--init-from` starts it from weights of yours, `-f` with the"
            + " settings of a file.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab start VGG_38 --block bn_residual --epochs 20 --seed 1 --tag why=depth --follow",
      "  gradlab start VGG_38 --optimizer sgd --lr 0.1 --schedule step --clip-norm 1",
      "  gradlab start VGG_38 --max-duration 2h --max-cost 3.50",
      "  gradlab show 3f2a --as-yaml > run.yaml; gradlab start -f run.yaml --seed 2"
    })
final class StartCommand extends ClientCommand {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "Settings from a YAML file, see docs/commands.md; - is standard input. Options go before"
              + " it.")
  private String file = "";

  @Mixin private NetworkOptions network;
  @Mixin private TrainingOptions training;
  @Mixin private PolicyOptions policy;
  @Mixin private LimitOptions limits;

  @Option(
      names = "--init-from",
      paramLabel = "DIR|FILE",
      description =
          "Start from these weights instead of fresh ones: a .safetensors or .npz file, or a"
              + " directory of NAME.npy files, under the course's names.")
  private Optional<Path> initFrom = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Free name. Default: made from the network and the seed.")
  private String name = "";

  @Option(names = "--tag", paramLabel = "K=V", description = "A label; may be given again.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "The same id again answers with the same run. Default: a new one.")
  private String requestId = "";

  @Mixin private NewRun made;

  @Override
  ExitCode run(Session session) throws InterruptedException {
    RunFile settings = settings();
    var config =
        settings.config().toBuilder()
            .mergeFrom(
                RunConfig.newBuilder()
                    .setNetwork(network.config())
                    .setTraining(training.config())
                    .setPolicy(policy.policy())
                    .setName(name)
                    .putAllTags(tags)
                    .build());
    limits.into(config.getPolicyBuilder());
    if (config.getNetwork().getNetwork().isEmpty()) {
      throw noNetwork();
    }
    var weights = initFrom.or(settings::weights);
    if (weights.isPresent()) {
      var source = WeightsSource.of(weights.get());
      config.setInitFrom(made.ask(session, () -> new Uploading(session).upload(source)));
    }
    var request =
        StartRunRequest.newBuilder()
            .setRequestId(requestId.isEmpty() ? UUID.randomUUID().toString() : requestId)
            .setConfig(config)
            .build();
    Run run = made.ask(session, () -> session.training().startRun(request)).getRun();
    made.print(session, run);
    session.say(
        "started "
            + Display.oneLine(run.getConfig().getName())
            + " as "
            + run.getRunId()
            + (made.follows() ? "" : "; `gradlab tail " + run.getRunId() + "` follows it"));
    return made.follow(session, run);
  }

  private RunFile settings() {
    return file.isEmpty()
        ? new RunFile(RunConfig.getDefaultInstance(), Optional.empty())
        : RunFile.read(file, System.in);
  }

  private Failure noNetwork() {
    return new Failure(
        ExitCode.USAGE,
        file.isEmpty() ? "which NETWORK is to be trained?" : "-f " + file + " names no network",
        file.isEmpty()
            ? "for example `gradlab start VGG_08`; `gradlab start --help` has all"
            : "add a line such as network: VGG_08, or say it: gradlab start VGG_08 -f " + file);
  }
}
