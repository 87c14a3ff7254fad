package gradlab.client.watch.panel;

import gradlab.client.output.Display;
import gradlab.client.watch.grid.Role;
import gradlab.client.watch.model.Snapshot;
import gradlab.v1.DeviceInfo;
import gradlab.v1.EpochMetrics;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.Run;
import gradlab.v1.StepMetrics;
import java.util.ArrayList;
import java.util.List;

/** Speed, device, money and results of a run, a line each. */
final class Facts {
  /** Above this the training waits for its data more than it should. */
  private static final double MUCH_WAITING = 0.2;

  /** A limit of which so much is used is near; the server warns there too. */
  private static final double NEAR = 0.8;

  /** A name and what is to say about it. */
  record Fact(String name, String text, Role role) {}

  private Facts() {}

  /** What matters most comes first: a small panel shows the beginning. */
  static List<Fact> of(Snapshot snapshot) {
    List<Fact> facts = new ArrayList<>();
    speed(snapshot, facts);
    device(snapshot, facts);
    cost(snapshot, facts);
    time(snapshot.run(), facts);
    snapshot.lastEpoch().ifPresent(epoch -> epoch(epoch, facts));
    snapshot
        .lastStep()
        .ifPresent(
            s -> add(facts, "rate", "learning rate " + Display.scientific(s.getLearningRate())));
    if (snapshot.run().hasTest()) {
      var test = snapshot.run().getTest();
      add(
          facts,
          "test",
          "acc %s, loss %s (epoch %d)"
              .formatted(
                  Display.fixed(test.getTestAcc()),
                  Display.fixed(test.getTestLoss()),
                  test.getEpoch()));
    }
    return facts;
  }

  private static void speed(Snapshot snapshot, List<Fact> facts) {
    var step = snapshot.lastStep();
    if (step.isPresent()) {
      StepMetrics s = step.get();
      add(
          facts,
          "speed",
          "%s images/s, %.1f ms/step"
              .formatted(Display.rate(s.getImagesPerSecond()), s.getStepMs()));
      waiting(s.getDataWaitShare(), facts);
    } else if (snapshot.run().getConfig().hasImported()) {
      add(facts, "speed", "not known: the run is imported");
      add(facts, "data", "not known");
    } else if (snapshot.lastEpoch().isPresent()) {
      EpochMetrics e = snapshot.lastEpoch().get();
      add(facts, "speed", Display.rate(e.getImagesPerSecond()) + " images/s");
      waiting(e.getDataWaitShare(), facts);
    } else {
      add(facts, "speed", "not measured yet");
      add(facts, "data", "not measured yet");
    }
  }

  private static void waiting(double share, List<Fact> facts) {
    facts.add(
        new Fact(
            "data",
            "waits " + Display.percent(share) + " of the time",
            share > MUCH_WAITING ? Role.WARNING : Role.TEXT));
  }

  /** This run, then all of the server's. */
  private static void cost(Snapshot snapshot, List<Fact> facts) {
    Run run = snapshot.run();
    var server = snapshot.server();
    boolean priced =
        run.getCost() > 0 || server.filter(GetServerInfoResponse::hasPricePerHour).isPresent();
    if (!priced && !run.hasMaxCost()) {
      add(facts, "cost", "none: the server has no price");
      return;
    }
    String text =
        Display.money(run.getCost())
            + (run.hasMaxCost() ? " of " + Display.money(run.getMaxCost()) : "");
    Role role = run.hasMaxCost() ? limit(run.getCost(), run.getMaxCost()) : Role.TEXT;
    if (server.isPresent() && server.get().hasPricePerHour()) {
      text += ", " + Display.money(server.get().getPricePerHour()) + "/h";
    }
    facts.add(new Fact("cost", text, role));
    if (server.isPresent() && server.get().hasBudget()) {
      double budget = server.get().getBudget();
      double spent = server.get().getCost();
      facts.add(
          new Fact(
              "budget",
              Display.money(spent) + " of " + Display.money(budget) + " by all runs",
              limit(spent, budget)));
    }
  }

  private static void device(Snapshot snapshot, List<Fact> facts) {
    var server = snapshot.server();
    if (server.isEmpty() || server.get().getDevicesCount() == 0) {
      return;
    }
    for (DeviceInfo device : server.get().getDevicesList()) {
      boolean gpu = device.getKind().equals("cuda");
      String size =
          device.getMemoryBytes() > 0 ? ", " + Display.bytes(device.getMemoryBytes()) : "";
      String threads = device.getThreads() > 0 ? ", " + device.getThreads() + " threads" : "";
      // The memory before the name, which is long and may be cut.
      add(
          facts,
          gpu ? "GPU" : device.getKind(),
          (size + (gpu ? "" : threads)).replaceFirst("^, ", "")
              + " "
              + Display.oneLine(device.getName()));
    }
  }

  private static void time(Run run, List<Fact> facts) {
    if (!run.hasDeviceTime()) {
      return;
    }
    String text = Display.duration(Display.elapsed(run.getDeviceTime())) + " on the device";
    Role role = Role.TEXT;
    if (run.hasMaxDuration()) {
      text += ", limit " + Display.duration(Display.elapsed(run.getMaxDuration()));
      role =
          limit(
              Display.elapsed(run.getDeviceTime()).toMillis(),
              Display.elapsed(run.getMaxDuration()).toMillis());
    }
    facts.add(new Fact("time", text, role));
  }

  private static void epoch(EpochMetrics epoch, List<Fact> facts) {
    add(
        facts,
        "best",
        "val acc %s in epoch %d"
            .formatted(Display.fixed(epoch.getBestValAcc()), epoch.getBestEpoch()));
  }

  private static void add(List<Fact> facts, String name, String text) {
    facts.add(new Fact(name, text, Role.TEXT));
  }

  private static Role limit(double used, double limit) {
    if (limit <= 0 || used < NEAR * limit) {
      return Role.TEXT;
    }
    return used >= limit ? Role.BAD : Role.WARNING;
  }
}
