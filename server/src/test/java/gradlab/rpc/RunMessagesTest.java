package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import gradlab.domain.Cause;
import gradlab.domain.RunEvent.LimitsChanged;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.domain.RunState;
import gradlab.store.NewEvent;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import gradlab.store.Runs;
import gradlab.v1.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMessagesTest {
  @TempDir Path temporary;

  @Test
  void aNewRunHasNothingSetThatIsNotKnownYet() {
    Run run = RunMessages.run(RunView.created(RunId.of("r"), Runs.CONFIG, "secret", Runs.T0), 3);
    assertThat(run.getRunId()).isEqualTo("r");
    assertThat(run.getQueuePosition()).isEqualTo(3);
    assertThat(run.getConfig().getTraining().getEpochs()).isEqualTo(100);
    assertThat(run.hasStartTime()).isFalse();
    assertThat(run.hasEndTime()).isFalse();
    assertThat(run.hasLastEpoch()).isFalse();
    assertThat(run.hasGradientRatio()).isFalse();
    assertThat(run.hasProvenance()).isFalse();
  }

  @Test
  void aRunThatHasDoneAllHasEveryFieldSet() {
    try (var log = RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0)) {
      log.append(
          List.of(
              Runs.server(Runs.state(RunState.RUNNING).at(OptionalDouble.of(3600))),
              Runs.worker(1, 1, Runs.attempt(1)),
              Runs.worker(1, 2, Runs.step(5, 4.6)),
              Runs.worker(1, 3, Runs.epoch(0, 4.5)),
              Runs.worker(1, 4, Runs.flow(0, 1e-3, 1)),
              Runs.worker(1, 5, Runs.checkpoint(0)),
              Runs.worker(1, 6, new gradlab.domain.RunEvent.TestEvaluated(0, 4.4, 0.2)),
              Runs.server(new StateChanged(RunState.QUEUED, Cause.CRASH, "restart 1 of 3")),
              Runs.server(Runs.state(RunState.RUNNING).at(OptionalDouble.of(3600))),
              NewEvent.ofServer(Runs.T0.plusSeconds(9), Runs.state(RunState.COMPLETED))));
      var limits = new RunLimits(Optional.of(Duration.ofHours(1)), OptionalDouble.of(2));
      log.append(List.of(Runs.server(new LimitsChanged(limits))));
      Run run = RunMessages.run(log.view(), 1, "the budget is used up", Runs.T0);
      var missing =
          Run.getDescriptor().getFields().stream()
              .filter(f -> !f.getName().equals("fork")) // of a forked run only
              .filter(f -> f.isRepeated() ? run.getRepeatedFieldCount(f) == 0 : !run.hasField(f))
              .toList();
      assertThat(missing).isEmpty();
      assertThat(run.getGradientRatio()).isEqualTo(1e-3);
      assertThat(Timestamps.between(run.getStartTime(), run.getEndTime()).getSeconds())
          .isEqualTo(9);
      assertThat(run.getLastSeq()).isEqualTo(11);
    }
  }
}
