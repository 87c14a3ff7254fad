package gradlab.stress.kills;

import gradlab.domain.RunEvent;
import gradlab.store.StoredEvent;
import gradlab.stress.ServerUnderTest;
import gradlab.v1.StartRunRequest;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What runs while others kill.
 *
 * @param workerMain the workers' main class
 * @param start a run
 * @param slots runs at the same time
 * @param longestWaitMillis between two deaths
 * @param expected looks at each event on record
 */
record Workload(
    String workerMain,
    StartRunRequest start,
    int slots,
    int longestWaitMillis,
    Consumer<StoredEvent> expected) {

  /** Workers that train nothing: a run of two seconds, a checkpoint each tenth of one. */
  static Workload pretended() {
    var start = StartRunRequest.newBuilder();
    start
        .getConfigBuilder()
        .putTags("steps", "200")
        .putTags("pace", "10")
        .getNetworkBuilder()
        .setNetwork("VGG_08");
    return new Workload(
        ServerUnderTest.FAKE_WORKER,
        start.build(),
        2,
        900,
        stored -> {
          if (stored.event() instanceof RunEvent.StepMetrics m
              && m.trainLoss() != stored.attempt() + 1.0 / m.step()) {
            throw new AssertionError("is not what that attempt said of that step");
          }
        });
  }

  /** A small network that trains, 10 steps an epoch; each step's loss is on record. */
  static StartRunRequest training(int epochs) {
    var start = StartRunRequest.newBuilder();
    start.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08").setFilters(4);
    start
        .getConfigBuilder()
        .getTrainingBuilder()
        .setEpochs(epochs)
        .setBatchSize(20)
        .setTrainLimit(200)
        .setMetricsEverySteps(1);
    return start.build();
  }

  /**
   * @param losses of an uninterrupted run, by step
   */
  static Workload trained(StartRunRequest start, Map<Long, Double> losses) {
    return new Workload(
        ServerUnderTest.REAL_WORKER,
        start,
        1,
        6_000,
        stored -> {
          if (stored.event() instanceof RunEvent.StepMetrics m
              && Double.doubleToRawLongBits(m.trainLoss())
                  != Double.doubleToRawLongBits(losses.get(m.step()))) {
            throw new AssertionError(
                "the loss of an uninterrupted run is %s there".formatted(losses.get(m.step())));
          }
        });
  }
}
