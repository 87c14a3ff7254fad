package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.GroupColumns;
import gradlab.client.output.Display;
import gradlab.client.output.OutputFormat;
import gradlab.client.runfile.RunFile;
import gradlab.client.transfer.WeightsSource;
import gradlab.v1.Run;
import gradlab.v1.RunConfig;
import gradlab.v1.SeedGroup;
import gradlab.v1.StartGroupRequest;
import gradlab.v1.StartRunRequest;
import java.nio.file.Path;
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
    description =
        "Starts a run and prints its id. `--init-from` starts it from weights of yours, `-f` with the"
            + " settings of a file, `--seeds` several that differ in their seed: a group.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab start VGG_38 --block bn_residual --epochs 20 --seed 1 --tag why=depth --follow",
      "  gradlab start VGG_38 --optimizer sgd --lr 0.1 --schedule step --clip-norm 1",
      "  gradlab start VGG_38 --max-duration 2h --max-cost 3.50",
      "  gradlab start VGG_38 --block bn_residual --seeds 0,1,2",
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
      names = "--seeds",
      paramLabel = "N,N...",
      split = ",",
      description =
          "Start a run with each of these seeds, as a group; prints the group's id. Instead of"
              + " --seed.")
  private List<Long> seeds = List.of();

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
    if (!seeds.isEmpty()) {
      return startGroup(session, config);
    }
    var request = StartRunRequest.newBuilder().setRequestId(requestId()).setConfig(config).build();
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

  /** A file's seed does not count: `show RUN --as-yaml` writes one. */
  private ExitCode startGroup(Session session, RunConfig.Builder config)
      throws InterruptedException {
    if (training.config().hasSeed()) {
      throw new Failure(
          ExitCode.USAGE,
          "--seed and --seeds are both given",
          "--seed N starts one run, --seeds A,B,C a group with a run for each");
    }
    config.getTrainingBuilder().clearSeed();
    var request =
        StartGroupRequest.newBuilder()
            .setRequestId(requestId())
            .setConfig(config)
            .addAllSeeds(seeds)
            .build();
    var experiments = session.connection().experiments();
    SeedGroup group = made.ask(session, () -> experiments.startGroup(request)).getGroup();
    if (session.format() == OutputFormat.TABLE) {
      session.console().out().println(group.getGroupId());
    } else if (session.format() == OutputFormat.JSON || !made.follows()) {
      session.print(GroupColumns.list(), List.of(group));
    }
    session.say(
        "started %d runs of %s as %s%s"
            .formatted(
                group.getMembersCount(),
                Display.oneLine(group.getName()),
                group.getGroupId(),
                made.follows() ? "" : "; `gradlab group " + group.getGroupId() + "` shows them"));
    return made.followAll(
        session, made.follows() ? session.groups().runs(group.getGroupId()) : List.of());
  }

  private String requestId() {
    return requestId.isEmpty() ? UUID.randomUUID().toString() : requestId;
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
