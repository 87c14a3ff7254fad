package gradlab.stress.kills;

import gradlab.domain.RunEvent.StepMetrics;
import gradlab.stress.ServerUnderTest;
import gradlab.v1.GetRunRequest;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code gradlab stress kills [N] [SEED] [TRAINED]}: kill -9 of workers and servers, N times with
 * workers that train nothing and TRAINED times with a small network on the bundled sample. Exit 1
 * where a promise is broken; the state directory is kept then.
 */
public final class KillsStress {
  private static final int EPOCHS = 40;

  private KillsStress() {}

  public static void main(String[] args) throws Exception {
    int kills = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime() % 1_000_000;
    int trained = args.length > 2 ? Integer.parseInt(args[2]) : Math.max(1, kills / 10);
    var root = Files.createTempDirectory("gradlab-kills");
    System.out.printf(
        "%d deaths, then %d of real training; seed %d, in %s%n", kills, trained, seed, root);
    try {
      if (kills > 0) {
        run(root.resolve("pretended"), Workload.pretended(), seed, kills);
      }
      if (trained > 0) {
        var start = Workload.training(EPOCHS);
        var losses = uninterrupted(root.resolve("uninterrupted"), start);
        run(root.resolve("trained"), Workload.trained(start, losses), seed, trained);
      }
    } catch (AssertionError e) {
      e.printStackTrace(System.out);
      System.out.printf(
          "DOES NOT HOLD, seed %d; the state directories are kept in %s%n", seed, root);
      System.exit(1);
    }
    System.out.println("holds");
    System.exit(0);
  }

  private static void run(Path root, Workload workload, long seed, int kills) throws Exception {
    try (var killing = new Kills(root, workload, seed, System.out)) {
      killing.run(kills);
    }
  }

  /** Loss by step of a run that nobody kills. */
  private static Map<Long, Double> uninterrupted(Path root, StartRunRequest start)
      throws Exception {
    var state = root.resolve("state");
    var losses = new HashMap<Long, Double>();
    try (var server = ServerUnderTest.start(state, ServerUnderTest.REAL_WORKER)) {
      String run = server.training().startRun(start).getRun().getRunId();
      var get = GetRunRequest.newBuilder().setRunId(run).build();
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      while (server.training().getRun(get).getRun().getState() != RunState.RUN_STATE_COMPLETED) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "the run that nobody kills does not end: " + server.training().getRun(get));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
      for (var stored :
          LogRules.read(state.resolve("runs").resolve(run), root.resolve("scratch"))) {
        if (stored.event() instanceof StepMetrics m) {
          losses.put(m.step(), m.trainLoss());
        }
      }
    }
    if (losses.size() != EPOCHS * 10) {
      throw new AssertionError("the run that nobody kills has %d steps".formatted(losses.size()));
    }
    return losses;
  }
}
