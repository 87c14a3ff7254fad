package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradlab.domain.Cause;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.store.CheckpointFiles;
import gradlab.store.RunStore;
import gradlab.store.RunView;
import gradlab.store.Runs;
import gradlab.v1.ExtendSweepRequest;
import gradlab.v1.GetSweepResponse;
import gradlab.v1.StartSweepRequest;
import gradlab.v1.Sweep;
import gradlab.v1.SweepAxis;
import gradlab.v1.SweepState;
import gradlab.v1.SweepTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over runs that are only written down: what is started, promoted, remembered, refused. */
class SweepsTest {
  private static final String SHA256_OF_X =
      "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

  @TempDir Path state;

  private static SweepAxis axis(String field, String... values) {
    return SweepAxis.newBuilder().setField(field).addAllValues(List.of(values)).build();
  }

  private static StartSweepRequest.Builder request(SweepAxis... axes) {
    var request = StartSweepRequest.newBuilder().addAllAxes(List.of(axes));
    request.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_08");
    request.getConfigBuilder().getTrainingBuilder().setEpochs(9);
    return request;
  }

  private static SweepRules rules() {
    return new SweepRules(OptionalInt.empty(), 1);
  }

  @Test
  void aGridIsEveryCombination() {
    var wanted =
        rules()
            .check(
                request(
                        axis("training.learning_rate", "1e-4", "1e-3", "1e-2"),
                        axis("network.block", "plain", "bn"))
                    .build());
    assertThat(wanted.trials()).hasSize(6);
    assertThat(wanted.trials().get(1).parameters())
        .isEqualTo(Map.of("training.learning_rate", "1e-4", "network.block", "bn"));
    assertThat(wanted.trials().get(1).config().training().learningRate()).isEqualTo(1e-4);
    assertThat(wanted.trials().get(1).config().network().block()).isEqualTo("bn");
    assertThat(new HashSet<>(wanted.trials())).hasSize(6);
    assertThat(wanted.name()).isEqualTo("VGG_08 over training.learning_rate, network.block");
  }

  @Test
  void aRandomSearchIsDrawnEvenlyOnTheLogarithmAndTheSameAgain() {
    var request =
        request(
                SweepAxis.newBuilder()
                    .setField("training.learning_rate")
                    .setLow(1e-5)
                    .setHigh(1e-1)
                    .setLogUniform(true)
                    .build(),
                SweepAxis.newBuilder()
                    .setField("training.batch_size")
                    .setLow(20)
                    .setHigh(200)
                    .build(),
                axis("network.block", "plain", "bn"))
            .setRandomTrials(200)
            .setRandomSeed(7);
    request.getConfigBuilder().getTrainingBuilder().setMinLearningRate(0);
    var wanted = rules().check(request.build());
    assertThat(wanted).isEqualTo(rules().check(request.build()));
    assertThat(rules().check(request.setRandomSeed(8).build())).isNotEqualTo(wanted);
    int[] byDecade = new int[4];
    for (var trial : wanted.trials()) {
      double rate = trial.config().training().learningRate();
      assertThat(rate).isBetween(1e-5, 1e-1);
      assertThat(trial.config().training().batchSize()).isBetween(20, 200);
      byDecade[(int) Math.min(3, Math.floor(Math.log10(rate) + 5))]++;
    }
    for (int count : byDecade) {
      assertThat(count).isBetween(30, 70); // 50 expected, deviation 6
    }
  }

  @Test
  void saysEverythingThatIsWrong() {
    assertThatThrownBy(() -> rules().check(request().build()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("axes: has 0 settings");
    assertThatThrownBy(
            () ->
                rules()
                    .check(
                        request(
                                axis("training.learning_rat", "1e-3"),
                                axis("training.seed", "1", "2"),
                                axis("network.block"),
                                axis("training.batch_size", "5", "5"),
                                SweepAxis.newBuilder()
                                    .setField("training.weight_decay")
                                    .setLow(0)
                                    .setHigh(1)
                                    .setLogUniform(true)
                                    .build())
                            .setMetric("test_acc")
                            .setParallel(-1)
                            .build()))
        .hasMessageContaining("did you mean training.learning_rate?")
        .hasMessageContaining("axes[training.seed]: 'training.seed' is not known")
        .hasMessageContaining("axes[network.block]: needs either values, or low and high")
        .hasMessageContaining("axes[training.batch_size]: has a value twice")
        .hasMessageContaining("a grid needs values")
        .hasMessageContaining("a logarithm needs it above 0")
        .hasMessageContaining("metric: 'test_acc' is not known; there are val_acc, val_loss")
        .hasMessageContaining("parallel");
    assertThatThrownBy(
            () -> rules().check(request(axis("training.batch_size", "10", "ten")).build()))
        .hasMessageContaining("'ten' is no whole number");
    assertThatThrownBy(() -> rules().check(request(axis("training.learning_rate", "-1")).build()))
        .hasMessageContaining("config.training.learning_rate")
        .hasMessageContaining("(trial {training.learning_rate=-1})");
    var halving = request(axis("training.epochs", "1", "2"));
    halving.getHalvingBuilder().setReductionFactor(1);
    assertThatThrownBy(() -> rules().check(halving.build()))
        .hasMessageContaining("which chooses the epochs");
  }

  /** A store, and runs that nobody trains: no worker is ever launched. */
  private ServiceHarness harness() {
    return new ServiceHarness(state);
  }

  private static List<RunView> trials(ServiceHarness harness, Sweep sweep) {
    return harness.sweepCalls.get(sweep.getSweepId()).getTrialsList().stream()
        .filter(t -> !t.getRunId().isEmpty())
        .map(t -> harness.runs.view(RunId.of(t.getRunId())))
        .toList();
  }

  private static SweepTrial trial(GetSweepResponse answer, int index) {
    return answer.getTrialsList().stream()
        .filter(t -> t.getIndex() == index)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void startsAsManyAsMayRunAndTagsThem() {
    try (var harness = harness()) {
      var request = request(axis("training.learning_rate", "1e-4", "1e-3", "1e-2"));
      var sweep = harness.sweepCalls.start(request.setParallel(2).build()).getSweep();
      assertThat(sweep.getState()).isEqualTo(SweepState.SWEEP_STATE_RUNNING);
      assertThat(sweep.getTrialCount()).isEqualTo(3);
      assertThat(trials(harness, sweep)).hasSize(2);
      assertThat(trials(harness, sweep).get(0).config().tags())
          .containsEntry("sweep", sweep.getSweepId())
          .containsKey("trial");
      harness.sweeps.tick();
      assertThat(trials(harness, sweep)).hasSize(2); // nothing has ended
    }
  }

  @Test
  void theSameRequestIsTheSameSweepAndADryRunStartsNothing() {
    try (var harness = harness()) {
      var request =
          request(axis("training.learning_rate", "1e-4", "1e-3")).setRequestId("r").setDryRun(true);
      var plan = harness.sweepCalls.start(request.build());
      assertThat(plan.hasSweep()).isFalse();
      assertThat(plan.getPlan().getTrials()).isEqualTo(2);
      assertThat(plan.getPlan().getEpochs()).isEqualTo(18);
      assertThat(plan.getPlan().hasEstimatedTime()).isFalse();
      assertThat(harness.sweepCalls.list().getSweepsList()).isEmpty();

      var first = harness.sweepCalls.start(request.setDryRun(false).build()).getSweep();
      var second = harness.sweepCalls.start(request.build()).getSweep();
      assertThat(second.getSweepId()).isEqualTo(first.getSweepId());
      assertThat(harness.runs.list(10, Optional.empty(), Set.of())).hasSize(1);
      var other = request(axis("training.learning_rate", "1e-2")).setRequestId("r").build();
      assertThatThrownBy(() -> harness.sweepCalls.start(other))
          .isInstanceOf(InvalidRequest.class)
          .hasMessageContaining("request_id");
    }
  }

  @Test
  void halvingCountsItsEpochs() {
    try (var harness = harness()) {
      var values = new ArrayList<String>();
      for (int i = 1; i <= 27; i++) {
        values.add("" + i * 1e-4);
      }
      var request =
          request(axis("training.learning_rate", values.toArray(String[]::new))).setDryRun(true);
      request.getConfigBuilder().getTrainingBuilder().setEpochs(27);
      request.getHalvingBuilder();
      // 27 x 1, 9 x 2 more, 3 x 6 more, 1 x 18 more
      assertThat(harness.sweepCalls.start(request.build()).getPlan().getEpochs())
          .isEqualTo(27 + 18 + 18 + 18);
    }
  }

  @Test
  void pauseStopResumeAndExtendAreRefusedWhereTheyMakeNoSense() {
    try (var harness = harness()) {
      var sweep =
          harness
              .sweepCalls
              .start(request(axis("network.block", "plain", "bn")).build())
              .getSweep();
      String id = sweep.getSweepId();
      assertThatThrownBy(() -> harness.sweepCalls.resume(id))
          .isInstanceOf(WrongState.class)
          .hasMessageContaining("is RUNNING: it cannot be resumed");
      assertThatThrownBy(() -> harness.sweepCalls.evaluate(id, false))
          .hasMessageContaining("is RUNNING: the test split is for its winner");
      assertThatThrownBy(
              () ->
                  harness.sweepCalls.extend(
                      ExtendSweepRequest.newBuilder()
                          .setSweepId(id)
                          .addAxes(axis("network.block", "plain"))
                          .build()))
          .hasMessageContaining("nothing to extend");
      assertThatThrownBy(
              () ->
                  harness.sweepCalls.extend(
                      ExtendSweepRequest.newBuilder()
                          .setSweepId(id)
                          .addAxes(axis("training.batch_size", "10"))
                          .build()))
          .hasMessageContaining("they must be the same");
      var extended =
          harness.sweepCalls.extend(
              ExtendSweepRequest.newBuilder()
                  .setSweepId(id)
                  .addAxes(axis("network.block", "plain", "residual"))
                  .build());
      assertThat(extended.getTrialCount()).isEqualTo(3);
      assertThatThrownBy(() -> harness.sweepCalls.get("s-no")).hasMessageContaining("s-no");
    }
  }

  /** Runs are written down by a store of their own, while no server is there. */
  @Test
  void survivesARestartAndGoesOnFromWhatIsOnRecord() throws Exception {
    String id;
    try (var harness = harness()) {
      var request = request(axis("training.learning_rate", "1e-4", "1e-3", "1e-2", "1e-1"));
      request.getConfigBuilder().getTrainingBuilder().setEpochs(9);
      request.getHalvingBuilder();
      id = harness.sweepCalls.start(request.setParallel(4).build()).getSweep().getSweepId();
    }
    double[] valAcc = {0.1, 0.4, Double.NaN, 0.2};
    try (var store = RunStore.open(state)) {
      for (int i = 0; i < 4; i++) {
        var log = store.find(store.findByRequestId(id + "/" + i).orElseThrow()).orElseThrow();
        assertThat(log.view().config().training().epochs()).isEqualTo(1);
        Path checkpoint = new CheckpointFiles(log.directory()).file("epoch-0000");
        Files.createDirectories(checkpoint.getParent());
        Files.writeString(checkpoint, "x");
        log.append(
            List.of(
                Runs.server(epoch(0, valAcc[i])),
                Runs.server(new CheckpointSaved("epoch-0000", 0, 1, 1, SHA256_OF_X, 0)),
                Runs.server(new StateChanged(RunState.COMPLETED, Cause.WORKER, ""))));
      }
    }
    try (var harness = harness()) {
      harness.sweeps.tick();
      var answer = harness.sweepCalls.get(id);
      assertThat(answer.getSweep().getState()).isEqualTo(SweepState.SWEEP_STATE_RUNNING);
      assertThat(answer.getTrialsList()).extracting(SweepTrial::getIndex).startsWith(1, 3, 0);
      assertThat(trial(answer, 1).getTargetEpochs()).isEqualTo(3);
      assertThat(trial(answer, 1).getBest()).isEqualTo(0.4);
      assertThat(trial(answer, 3).getTargetEpochs()).isEqualTo(1);
      assertThat(trial(answer, 2).hasBest()).isFalse();
      assertThat(answer.getEffectsList())
          .anySatisfy(
              e -> {
                assertThat(e.getValue()).isEqualTo("1e-3");
                assertThat(e.getBest().getMean()).isCloseTo(0.4, within(1e-12));
              });
      var stopped = harness.sweepCalls.stop(id);
      assertThat(stopped.getState()).isEqualTo(SweepState.SWEEP_STATE_STOPPED);
      assertThat(stopped.getBest().getIndex()).isEqualTo(1);
    }
  }

  private static EpochMetrics epoch(int epoch, double valAcc) {
    return new EpochMetrics(
        epoch, epoch + 1, 2, 0.5, 3, valAcc, 1e-3, Duration.ofSeconds(2), 9, 0, epoch, valAcc);
  }
}
