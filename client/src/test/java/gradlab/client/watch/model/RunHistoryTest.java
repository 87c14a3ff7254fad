package gradlab.client.watch.model;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Samples;
import gradlab.client.watch.WatchedRuns;
import gradlab.v1.Rewound;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StateChanged;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private final RunHistory history = new RunHistory(Samples.run("r1", "one", "VGG_38"));
  private long seq;

  @Test
  void epochsStepsAndFlowsAreKept() {
    addAll(WatchedRuns.epochs(3, WatchedRuns.deep(true)));
    Snapshot seen = history.snapshot();
    assertThat(seen.epochs()).containsOnlyKeys(0L, 1L, 2L);
    assertThat(seen.steps()).containsOnlyKeys(10L, 20L, 30L, 40L, 50L, 60L);
    assertThat(seen.layers()).hasSize(75).endsWith("weight_logit_linear_layer");
    assertThat(seen.flows().get(2L).meanAbs()).hasSize(75);
    assertThat(seen.newestEpoch()).isEqualTo(2);
    assertThat(seen.lastSeq()).isEqualTo(12);
  }

  @Test
  void aSnapshotDoesNotChange() {
    Snapshot before = history.snapshot();
    addAll(WatchedRuns.epochs(1, WatchedRuns.shallow()));
    assertThat(before.epochs()).isEmpty();
    assertThat(before.newestEpoch()).isEqualTo(-1);
  }

  @Test
  void whatIsTrainedAnewReplacesWhatWas() {
    addAll(WatchedRuns.epochs(5, WatchedRuns.shallow()));
    add(RunEvent.newBuilder().setRewound(Rewound.newBuilder().setToStep(50)));
    Snapshot rewound = history.snapshot();
    assertThat(rewound.epochs()).containsOnlyKeys(0L, 1L);
    assertThat(rewound.flows()).containsOnlyKeys(0L, 1L);
    assertThat(rewound.steps().lastKey()).isEqualTo(50);
    add(WatchedRuns.epoch(2, 9, 9));
    assertThat(history.snapshot().epochs().get(2L).getTrainLoss()).isEqualTo(9);
    assertThat(history.snapshot().epochs()).containsOnlyKeys(0L, 1L, 2L);
  }

  @Test
  void theNewestFlowOfAnEpochCounts() {
    add(WatchedRuns.flow(0, WatchedRuns.shallow()));
    var later = WatchedRuns.flow(0, WatchedRuns.shallow());
    later.getGradientFlowBuilder().setStep(99).getLayersBuilder(0).setMeanAbs(7);
    add(later);
    assertThat(history.snapshot().flows().get(0L).meanAbs().get(0)).isEqualTo(7);
    assertThat(history.flowsSeen()).isEqualTo(2);
  }

  @Test
  void statesComeFromEventsAndFromTheServerInOrder() {
    add(state(RunState.RUN_STATE_RUNNING));
    history.run(Samples.run("r1", "old answer", "VGG_38").toBuilder().setLastSeq(0).build());
    assertThat(history.snapshot().run().getConfig().getName()).isEqualTo("one");
    history.run(Samples.run("r1", "new answer", "VGG_38").toBuilder().setLastSeq(1).build());
    assertThat(history.snapshot().run().getConfig().getName()).isEqualTo("new answer");
    add(state(RunState.RUN_STATE_FAILED));
    assertThat(history.snapshot().run().getState()).isEqualTo(RunState.RUN_STATE_FAILED);
  }

  @Test
  void anEventEndsAMessage() {
    history.message("lost the server");
    assertThat(history.snapshot().message()).isEqualTo("lost the server");
    add(WatchedRuns.step(0, 10, 4));
    assertThat(history.snapshot().message()).isEmpty();
  }

  @Test
  void onlyLandmarksAreListedAndOnlyTheNewest() {
    addAll(WatchedRuns.epochs(100, WatchedRuns.shallow()));
    assertThat(history.snapshot().events()).hasSize(60).last().asString().contains("epoch 99");
  }

  @Test
  void longRunsAreThinnedNotCut() {
    for (int epoch = 0; epoch < 10_000; epoch++) {
      add(WatchedRuns.epoch(epoch, 4, 4));
    }
    var epochs = history.snapshot().epochs();
    assertThat(epochs.size()).isLessThanOrEqualTo(Thinned.MOST).isGreaterThan(1000);
    assertThat(epochs.firstKey()).isZero();
    assertThat(epochs.lastKey()).isEqualTo(9_999);
  }

  @Test
  void controlCharactersOfOthersDoNotReachTheScreen() {
    history.message("a\u001b[31mb");
    assertThat(history.snapshot().message()).isEqualTo("a [31mb");
    add(WatchedRuns.flow(0, List.of("layer\u001b", "x")));
    assertThat(history.snapshot().layers()).containsExactly("layer", "x");
  }

  private void addAll(List<RunEvent.Builder> events) {
    events.forEach(this::add);
  }

  private void add(RunEvent.Builder event) {
    history.event(event.setSeq(++seq).build());
  }

  private static RunEvent.Builder state(RunState state) {
    return RunEvent.newBuilder().setStateChanged(StateChanged.newBuilder().setState(state));
  }
}
