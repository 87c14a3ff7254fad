package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.GradientFlow;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
  @TempDir Path temporary;

  private static RunEvent sampled(int epoch) {
    return new RunEvent.GradientsSampled(
        new GradientFlow(epoch, (epoch + 1) * 10L, true, List.of(), List.of()));
  }

  @Test
  void anEpochThatWasTrainedTwiceCountsOnceAndAsTheSecondTime() {
    try (var log = RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0)) {
      for (RunEvent event :
          List.of(
              sampled(0),
              Runs.epoch(0, 4.5),
              sampled(1),
              Runs.epoch(1, 4.4),
              new RunEvent.Rewound(10),
              sampled(1),
              Runs.epoch(1, 4.3),
              Runs.step(21, 4.2))) {
        log.append(List.of(Runs.server(event)));
      }
      assertThat(RunHistory.epochs(log).stream().map(EpochMetrics::trainLoss))
          .containsExactly(4.5, 4.3);
      assertThat(RunHistory.flows(log, any -> true, GradientFlow::epoch)).containsExactly(0, 1);
      assertThat(RunHistory.flows(log, f -> f.epoch() == 1)).hasSize(1);
      assertThat(RunHistory.steps(log, any -> true)).containsExactly(Runs.step(21, 4.2));
      assertThat(RunHistory.steps(log, s -> s.step() < 21)).isEmpty();
    }
  }
}
