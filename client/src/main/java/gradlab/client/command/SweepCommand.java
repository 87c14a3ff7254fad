package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.SweepColumns;
import gradlab.client.output.Columns;
import gradlab.client.output.OutputFormat;
import gradlab.client.runfile.RunFile;
import gradlab.client.runfile.RunKey;
import gradlab.client.runfile.SweepDraft;
import gradlab.client.suggestion.Nearest;
import gradlab.v1.StartSweepResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    modelTransformer = SweepCommand.SettingOptions.class,
    description = {
      "Searches settings: a run for each combination (a grid), or --random of them; prints the"
          + " sweep's id. A setting takes one value, several with commas, or a range LOW..HIGH.",
      "--asha trains all a little and only the best further. Selection is by validation only."
    },
    subcommands = {
      SweepListCommand.class,
      SweepShowCommand.class,
      SweepWaitCommand.class,
      SweepPauseCommand.class,
      SweepResumeCommand.class,
      SweepStopCommand.class,
      SweepExtendCommand.class,
      SweepEvaluateCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab sweep VGG_08 --epochs 9 --lr 1e-4,1e-3,1e-2 --weight-decay 0,1e-4 --dry-run",
      "  gradlab sweep VGG_38 --block bn_residual --lr 1e-4..1e-1 --random 27 --epochs 27 --asha",
      "  gradlab sweep -f sweep.yaml --budget-hours 3; gradlab sweep show s-vgg"
    })
final class SweepCommand extends ClientCommand {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "0..1",
      completionCandidates = Choices.Networks.class,
      description = "VGG_08, VGG_38, or any VGG_nn with --stages and --blocks-per-stage.")
  private String network = "";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "The sweep as a YAML file, see docs/experiments.md; - is standard input. Options go"
              + " before it.")
  private String file = "";

  @Option(
      names = "--dry-run",
      description = "Only say what it would be: trials, epochs, estimated time and cost.")
  private boolean dryRun;

  @Option(
      names = "--asha",
      description =
          "Asynchronous successive halving: all trials train --min-epochs, of each rung the best"
              + " 1/--reduction-factor go on, up to --epochs.")
  private boolean asha;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "The same id again answers with the same sweep. Default: a new one.")
  private String requestId = "";

  /** One for each setting of a run, and one for each key of a sweep file. */
  static final class SettingOptions implements IModelTransformer {
    private static final Map<String, String> OF_SWEEP =
        Map.of(
            "name", "Free name. Default: made from the network and the settings.",
            "random", "Draw so many trials. Default: a grid of all combinations.",
            "random_seed", "Of the drawing. Default: 0.",
            "metric", "What trials are ranked by: val_acc (default) or val_loss.",
            "parallel", "Trials at work at the same time. Default: the server's slots.",
            "min_epochs", "With --asha: of the first rung. Default: 1.",
            "reduction_factor", "With --asha: 1/F of a rung go on. Default: 3.",
            "budget_hours", "Stop when all trials together have used so many hours of the device.",
            "budget_cost", "Stop when all trials together have cost so much.");

    @Override
    public CommandSpec transform(CommandSpec command) {
      SweepDraft.keys()
          .keySet()
          .forEach(
              key ->
                  Optional.ofNullable(OF_SWEEP.get(key))
                      .ifPresent(
                          description ->
                              command.addOption(
                                  option(
                                      ofSweep(key),
                                      key.equals("name") ? "NAME" : "N",
                                      description))));
      SweepDraft.settings()
          .values()
          .forEach(
              key ->
                  name(key)
                      .ifPresent(
                          name ->
                              command.addOption(
                                  option(
                                      name,
                                      "VALUE[,VALUE...]",
                                      "As `gradlab start` has it ("
                                          + key.form()
                                          + "); several values are searched."))));
      return command;
    }

    private static OptionSpec option(String name, String label, String description) {
      return OptionSpec.builder(name)
          .paramLabel(label)
          .type(String.class)
          .description(description)
          .build();
    }

    private static String ofSweep(String key) {
      return "--" + key.replace('_', '-');
    }

    /** A setting that `start` switches off has its own name here, as it takes true or false. */
    private static Optional<String> name(RunKey key) {
      return Optional.of(key.option())
          .filter(option -> !option.isEmpty())
          .map(option -> option.startsWith("--no-") ? ofSweep(key.name()) : option);
    }
  }

  @Override
  ExitCode run(Session session) {
    var draft = new SweepDraft();
    if (!file.isEmpty()) {
      RunFile.readSweep(file, System.in, draft);
    }
    checkNetwork();
    options(draft);
    if (!draft.hasNetwork()) {
      throw new Failure(
          ExitCode.USAGE,
          "which NETWORK is to be trained?",
          "for example `gradlab sweep VGG_08 --lr 1e-4,1e-3 --epochs 5`; `gradlab sweep --help` has"
              + " all");
    }
    if (!draft.hasAxes()) {
      throw new Failure(
          ExitCode.USAGE,
          "no setting has more than one value: there is nothing to search",
          "for example --lr 1e-4,1e-3,1e-2, or --lr 1e-4..1e-1 --random 20");
    }
    var request =
        draft
            .request()
            .setDryRun(dryRun)
            .setRequestId(requestId.isEmpty() ? UUID.randomUUID().toString() : requestId)
            .build();
    StartSweepResponse answer = session.connection().experiments().startSweep(request);
    print(session, answer);
    return ExitCode.DONE;
  }

  /** A mistyped subcommand looks like a network. */
  private void checkNetwork() {
    Nearest.of(network, spec.subcommands().keySet())
        .filter(meant -> !network.isEmpty() && network.equals(network.toLowerCase(Locale.ROOT)))
        .ifPresent(
            meant -> {
              throw new Failure(
                  ExitCode.USAGE,
                  "there is no `gradlab sweep " + network + "`, and no such network",
                  "did you mean `gradlab sweep " + meant + "`?");
            });
  }

  private void print(Session session, StartSweepResponse answer) {
    String id = answer.getSweep().getSweepId();
    if (session.format() == OutputFormat.JSON) {
      session.print(Columns.ofJson(), List.of(answer));
    } else if (dryRun) {
      session.print(SweepColumns.plan(), List.of(answer.getPlan()));
      session.say("nothing was started: without --dry-run it is");
    } else if (session.format() == OutputFormat.CSV) {
      session.print(SweepColumns.list(), List.of(answer.getSweep()));
    } else {
      session.console().out().println(id);
      session.say(
          "started a sweep of %d trials, %d epochs in all; `gradlab sweep show %s` shows it"
              .formatted(answer.getPlan().getTrials(), answer.getPlan().getEpochs(), id));
    }
  }

  private void options(SweepDraft draft) {
    List<String> mistakes = new ArrayList<>();
    if (!network.isEmpty()) {
      draft.network(network);
    }
    if (asha) {
      draft.key("asha", "true");
    }
    for (String key : SweepDraft.keys().keySet()) {
      String name = SettingOptions.ofSweep(key);
      given(name)
          .flatMap(text -> draft.key(key, text))
          .ifPresent(why -> mistakes.add(name + ": " + why));
    }
    for (RunKey key : SweepDraft.settings().values()) {
      SettingOptions.name(key)
          .ifPresent(
              name ->
                  given(name)
                      .flatMap(text -> draft.setting(key, text))
                      .ifPresent(why -> mistakes.add(name + ": " + why)));
    }
    if (!mistakes.isEmpty()) {
      throw new Failure(ExitCode.USAGE, mistakes.get(0), "`gradlab sweep --help` has all options");
    }
  }

  private Optional<String> given(String option) {
    return Optional.ofNullable(spec.optionsMap().get(option))
        .filter(o -> o.type() == String.class)
        .map(OptionSpec::<String>getValue);
  }
}
