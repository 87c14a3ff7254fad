package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.runfile.RunKey;
import gradlab.client.runfile.SweepDraft;
import gradlab.v1.ExtendSweepRequest;
import gradlab.v1.Sweep;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "extend",
    description =
        "Adds trials to a sweep, or changes what it may use; one that has ended goes on. Axes are of"
            + " the same settings; combinations that are there already are left out.",
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab sweep extend s-vgg-08 --axis learning_rate=3e-4,3e-3 --axis weight_decay=0,1e-4",
      "  gradlab sweep extend s-vgg-08 --budget-hours 5"
    })
final class SweepExtendCommand extends SweepOne {
  @Option(
      names = "--axis",
      paramLabel = "SETTING=VALUE[,VALUE...]",
      description = "Values, or a range, of a setting under its name in a run file.")
  private Map<String, String> axes = new LinkedHashMap<>();

  @Option(names = "--random", paramLabel = "N", description = "Draw so many trials.")
  private int random;

  @Option(
      names = "--random-seed",
      paramLabel = "N",
      description = "Of the drawing: another than before.")
  private long randomSeed;

  @Option(
      names = "--budget-hours",
      paramLabel = "N",
      description = "What all trials together may use of the device; 0: no limit.")
  private String hours = "";

  @Option(
      names = "--budget-cost",
      paramLabel = "N",
      description = "What all trials together may cost; 0: no limit.")
  private String cost = "";

  @Override
  Sweep act(Session session, String sweepId) {
    var draft = new SweepDraft();
    axes.forEach((name, text) -> set(draft, name, text));
    if (!hours.isEmpty()) {
      draft.key("budget_hours", hours).ifPresent(why -> refuse("--budget-hours: " + why));
    }
    if (!cost.isEmpty()) {
      draft.key("budget_cost", cost).ifPresent(why -> refuse("--budget-cost: " + why));
    }
    var wanted = draft.request();
    var request =
        ExtendSweepRequest.newBuilder()
            .setSweepId(sweepId)
            .addAllAxes(wanted.getAxesList())
            .setRandomTrials(random)
            .setRandomSeed(randomSeed);
    if (wanted.hasMaxDeviceTime()) {
      request.setMaxDeviceTime(wanted.getMaxDeviceTime());
    }
    if (wanted.hasMaxCost()) {
      request.setMaxCost(wanted.getMaxCost());
    }
    return session.connection().experiments().extendSweep(request.build()).getSweep();
  }

  private static void set(SweepDraft draft, String name, String text) {
    RunKey key = SweepDraft.settings().get(name);
    if (key == null) {
      throw refuse("--axis: there is no setting '" + name + "'");
    }
    draft.axis(key, text).ifPresent(why -> refuse("--axis " + name + ": " + why));
  }

  private static Failure refuse(String why) {
    throw new Failure(ExitCode.USAGE, why, "for example --axis learning_rate=1e-4,1e-3");
  }
}
