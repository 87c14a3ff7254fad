package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.GradientFlow;
import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunViewTest {
  @TempDir Path temporary;

  private static NewEvent at(int second, RunEvent event) {
    return NewEvent.ofServer(Runs.T0.plusSeconds(second), event);
  }

  private static Instant after(int second) {
    return Runs.T0.plusSeconds(second);
  }

  private RunLog log() {
    return RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0);
  }

  @Test
  void startsOnceAndEndsUntilItGoesOn() {
    try (var log = log()) {
      log.append(
          List.of(at(1, Runs.state(RunState.STARTING)), at(2, Runs.state(RunState.RUNNING))));
      assertThat(log.view().startTime()).contains(after(2));
      assertThat(log.view().endTime()).isEmpty();
      log.append(List.of(at(3, Runs.state(RunState.FAILED))));
      assertThat(log.view().endTime()).contains(after(3));
      assertThat(log.view().stateReason()).isEqualTo("to FAILED");
      log.append(List.of(at(4, Runs.state(RunState.QUEUED)), at(5, Runs.state(RunState.RUNNING))));
      assertThat(log.view().endTime()).isEmpty();
      assertThat(log.view().startTime()).contains(after(2));
    }
  }

  @Test
  void aRewindPutsTheOlderValuesBackInEveryView() {
    try (var log = log()) {
      log.append(
          List.of(
              at(1, Runs.attempt(1)),
              at(2, Runs.step(5, 4.6)),
              at(3, Runs.flow(0, 1e-3, 1e-2)),
              at(4, Runs.epoch(0, 4.5)),
              at(5, Runs.checkpoint(0)),
              at(6, Runs.step(15, 4.4)),
              at(7, Runs.flow(1, 1e-4, 1e-2)),
              at(8, Runs.epoch(1, 4.3)),
              at(9, Runs.checkpoint(1)),
              at(10, new RunEvent.TestEvaluated(1, 4.2, 0.1))));
      log.append(List.of(at(11, new RunEvent.Rewound(10))));

      RunView view = log.view();
      assertThat(view.lastEpoch()).contains(Runs.epoch(0, 4.5));
      assertThat(view.lastStep()).contains(Runs.step(5, 4.6));
      assertThat(view.checkpoints()).containsExactly(Runs.checkpoint(0));
      assertThat(view.test()).isEmpty();
      assertThat(view.gradientRatio()).hasValue(1e-3 / 1e-2);

      log.append(List.of(at(12, Runs.flow(1, 1e-5, 1e-2)), at(13, Runs.epoch(1, 4.31))));
      assertThat(RunHistory.epochs(log)).containsExactly(Runs.epoch(0, 4.5), Runs.epoch(1, 4.31));
      assertThat(RunHistory.flows(log, any -> true))
          .containsExactly(Runs.flow(0, 1e-3, 1e-2).flow(), Runs.flow(1, 1e-5, 1e-2).flow());
      assertThat(RunHistory.steps(log, any -> true)).containsExactly(Runs.step(5, 4.6));
      assertThat(log.view().gradientRatio()).hasValue(1e-5 / 1e-2);
      try (var again = RunLog.open(temporary)) {
        assertThat(again.view()).isEqualTo(log.view());
      }
    }
  }

  @Test
  void aRewindToWhatIsThereTakesNothingBack() {
    try (var log = log()) {
      var test = new RunEvent.TestEvaluated(0, 4.2, 0.1);
      log.append(List.of(at(1, Runs.epoch(0, 4.5)), at(2, test)));
      log.append(List.of(at(3, new RunEvent.Rewound(10))));
      assertThat(log.view().lastEpoch()).contains(Runs.epoch(0, 4.5));
      assertThat(log.view().test()).contains(test);
    }
  }

  @Test
  void theGradientRatioIsOfEpochEndsAndMayBeUndefined() {
    try (var log = log()) {
      log.append(List.of(at(1, Runs.flow(0, 1e-4, 1e-2))));
      GradientFlow inEpoch = Runs.flow(0, 7, 1).flow();
      log.append(
          List.of(
              at(
                  2,
                  new RunEvent.GradientsSampled(
                      new GradientFlow(0, 12, false, inEpoch.layers(), List.of())))));
      assertThat(log.view().gradientRatio()).hasValue(1e-4 / 1e-2);
      log.append(List.of(at(3, Runs.flow(1, 1e-4, 0))));
      assertThat(log.view().gradientRatio()).isEqualTo(OptionalDouble.empty());
    }
  }
}
