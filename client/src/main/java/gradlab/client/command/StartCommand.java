package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.output.Display;
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
    description = "Starts a run and prints its id. `--init-from` starts it from weights of yours.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab start VGG_38 --block bn_residual --epochs 20 --seed 1 --tag why=depth --follow",
      "  gradlab start VGG_38 --optimizer sgd --lr 0.1 --schedule step --clip-norm 1",
      "  gradlab start VGG_38 --max-duration 2h --max-cost 3.50"
    })
final class StartCommand extends ClientCommand {
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
    var config =
        RunConfig.newBuilder()
            .setNetwork(network.config())
            .setTraining(training.config())
            .setPolicy(policy.policy())
            .setName(name)
            .putAllTags(tags);
    limits.into(config.getPolicyBuilder());
    if (initFrom.isPresent()) {
      var source = WeightsSource.of(initFrom.get());
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
}
