package gradlab.client.watch.panel;

import gradlab.client.connection.RunStates;
import gradlab.client.listing.EventText;
import gradlab.client.output.Display;
import gradlab.client.view.Estimate;
import gradlab.client.view.Glyphs;
import gradlab.client.view.ProgressLine;
import gradlab.client.watch.grid.Area;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.model.Snapshot;
import gradlab.v1.Run;
import gradlab.v1.StepMetrics;
import java.util.ArrayList;
import java.util.List;

/** What is above and below the panels. */
final class StatusRows {
  /** In the order in which a narrow screen drops them, last first. */
  private static final List<String> KEYS =
      List.of(
          "q quit",
          "? help",
          "r runs",
          "n/b next/back",
          "p pause",
          "l log",
          "+/- zoom",
          "\u2190\u2192 move",
          "1-5 panel",
          "g layers");

  private StatusRows() {}

  /** Who is watched, and how far it is. */
  static void top(Area area, Snapshot snapshot, View view, String server, Look look) {
    Run run = snapshot.run();
    area.fill(0, ' ', look.style(Role.TEXT));
    int at =
        area.put(
            0,
            0,
            Display.cut(Display.oneLine(run.getConfig().getName()), area.columns() / 2),
            look.style(Role.TITLE));
    at = area.put(0, at, " (" + Display.oneLine(run.getRunId()) + ")", look.style(Role.TEXT));
    at = area.put(0, at + 2, RunStates.name(run.getState()), look.style(role(run)));
    if (view.pausedAt().isPresent()) {
      long since = snapshot.lastSeq() - view.pausedAt().getAsLong();
      at = area.put(0, at + 2, "VIEW PAUSED, " + since + " new events", look.style(Role.WARNING));
    }
    String network =
        run.getConfig().getNetwork().getNetwork()
            + " "
            + run.getConfig().getNetwork().getBlock()
            + "  ";
    String right =
        (at + network.length() + server.length() + 2 < area.columns() ? network : "") + server;
    if (at + right.length() + 2 <= area.columns()) {
      area.putBefore(0, area.columns(), right, look.style(Role.FAINT));
    }
    area.put(1, 0, progress(snapshot, area.columns(), look), look.style(Role.TEXT));
  }

  private static String progress(Snapshot snapshot, int columns, Look look) {
    Run run = snapshot.run();
    var training = run.getConfig().getTraining();
    if (snapshot.lastStep().isEmpty() && snapshot.lastEpoch().isPresent()) {
      // Steps are reported in tens; so short an epoch may have none.
      String epoch = EventText.epoch(snapshot.lastEpoch().get());
      return training.hasEpochs() ? "%d epochs: %s".formatted(training.getEpochs(), epoch) : epoch;
    }
    if (snapshot.lastStep().isEmpty()) {
      String place =
          run.getQueuePosition() > 0 ? "place " + run.getQueuePosition() + " in the queue" : "";
      String waits = place.isEmpty() ? "no step is reported yet" : place;
      return Display.oneLine(
          run.getQueueHold().isEmpty() ? waits : waits + ": " + run.getQueueHold());
    }
    var estimate = new Estimate(training);
    snapshot.lastEpoch().ifPresent(estimate::epoch);
    String line =
        new ProgressLine(Glyphs.of(look.unicode()))
            .training("", training.getEpochs(), newest(snapshot), estimate, columns)
            .strip();
    // What has ended will not arrive.
    int eta = RunStates.ended(run.getState()) ? line.indexOf("  ETA ") : -1;
    return eta < 0 ? line : line.substring(0, eta);
  }

  /** The last step, or the last epoch's end where no step was reported since. */
  private static StepMetrics newest(Snapshot snapshot) {
    StepMetrics step = snapshot.lastStep().orElseThrow();
    return snapshot
        .lastEpoch()
        .filter(epoch -> epoch.getStep() > step.getStep())
        .map(
            epoch ->
                step.toBuilder()
                    .setEpoch(epoch.getEpoch())
                    .setStep(epoch.getStep())
                    .setTrainLoss(epoch.getTrainLoss())
                    .setTrainAcc(epoch.getTrainAcc())
                    .setImagesPerSecond(epoch.getImagesPerSecond())
                    .build())
        .orElse(step);
  }

  /** The verdict, what there is to say, the keys. */
  static void bottom(Area area, Snapshot snapshot, View view, String note, Look look) {
    verdict(area, snapshot, look);
    message(area, snapshot, note, look);
    int at = 0;
    for (String key : KEYS) {
      String shown = look.unicode() ? key : key.replace("\u2190\u2192", "</>");
      int space = shown.indexOf(' ');
      if (at + shown.length() > area.columns()) {
        break;
      }
      at = area.put(2, at, shown.substring(0, space), look.style(Role.TITLE));
      at = area.put(2, at, shown.substring(space) + "  ", look.style(Role.FAINT));
    }
  }

  private static void verdict(Area area, Snapshot snapshot, Look look) {
    if (snapshot.diagnosis().isEmpty()) {
      area.put(0, 0, "diagnosis: nothing is measured yet", look.style(Role.FAINT));
      return;
    }
    var diagnosis = snapshot.diagnosis().get();
    String verdict = Display.oneLine(diagnosis.getVerdict());
    Role role =
        switch (verdict) {
          case "healthy" -> Role.GOOD;
          case "unknown" -> Role.FAINT;
          default -> Role.BAD;
        };
    int at = area.put(0, 0, "diagnosis: ", look.style(Role.FAINT));
    at = area.put(0, at, verdict, look.style(role));
    String why = ": " + Display.oneLine(diagnosis.getExplanation());
    area.put(0, at, Display.cut(why, area.columns() - at), look.style(Role.TEXT));
  }

  /** The connection first, then the answer to a key, then how it ended, then the last event. */
  private static void message(Area area, Snapshot snapshot, String note, Look look) {
    Run run = snapshot.run();
    List<String> said = new ArrayList<>();
    Role role = Role.TEXT;
    if (!snapshot.message().isEmpty()) {
      said.add(snapshot.message());
      role = Role.WARNING;
    } else if (!note.isEmpty()) {
      said.add(note);
      role = Role.WARNING;
    } else if (RunStates.ended(run.getState())) {
      said.add("the run is " + RunStates.name(run.getState()));
      if (!run.getStateReason().isEmpty()) {
        said.add(Display.oneLine(run.getStateReason()));
      }
      role = role(run);
    } else if (!snapshot.events().isEmpty()) {
      said.add(snapshot.events().get(snapshot.events().size() - 1));
    }
    area.put(1, 0, Display.cut(String.join(": ", said), area.columns()), look.style(role));
  }

  static Role role(Run run) {
    return switch (run.getState()) {
      case RUN_STATE_RUNNING, RUN_STATE_COMPLETED -> Role.GOOD;
      case RUN_STATE_FAILED, RUN_STATE_KILLED, RUN_STATE_LOST, RUN_STATE_PREEMPTED -> Role.BAD;
      case RUN_STATE_UNSPECIFIED,
          RUN_STATE_QUEUED,
          RUN_STATE_STARTING,
          RUN_STATE_STOPPING,
          RUN_STATE_STOPPED,
          RUN_STATE_PAUSING,
          RUN_STATE_PAUSED,
          UNRECOGNIZED ->
          Role.WARNING;
    };
  }
}
