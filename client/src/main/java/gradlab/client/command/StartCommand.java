package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.listing.RunColumns;
import gradlab.client.output.Display;
import gradlab.client.output.OutputFormat;
import gradlab.client.transfer.WeightsSource;
import gradlab.v1.Run;
import gradlab.v1.RunConfig;
import gradlab.v1.StartRunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
  /** A server that restarts is back in this time. */
  private static final Duration SERVER_MAY_BE_AWAY = Duration.ofSeconds(3);

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

  @Option(names = "--follow", description = "Follow the run as `gradlab tail` does.")
  private boolean follow;

  @Mixin private Patience patience;

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
      // May be sent twice: the same content is the same artifact.
      config.setInitFrom(
          session
              .connection()
              .persist(SERVER_MAY_BE_AWAY, () -> new Uploading(session).upload(source)));
    }
    var request =
        StartRunRequest.newBuilder()
            .setRequestId(requestId.isEmpty() ? UUID.randomUUID().toString() : requestId)
            .setConfig(config)
            .build();
    // May be sent twice: the request id makes it one run.
    Run run =
        session
            .connection()
            .persist(SERVER_MAY_BE_AWAY, () -> session.training().startRun(request))
            .getRun();
    print(session, run);
    return follow ? new Following(session, patience.time()).follow(run, 1) : ExitCode.DONE;
  }

  /** With --follow, CSV holds the events only: two tables in one stream are of no use. */
  private void print(Session session, Run run) {
    if (session.format() == OutputFormat.TABLE) {
      session.console().out().println(run.getRunId());
    } else if (session.format() == OutputFormat.JSON || !follow) {
      session.print(RunColumns.outcome(), List.of(run));
    }
    session.say(
        "started "
            + Display.oneLine(run.getConfig().getName())
            + " as "
            + run.getRunId()
            + (follow ? "" : "; `gradlab tail " + run.getRunId() + "` follows it"));
  }
}
