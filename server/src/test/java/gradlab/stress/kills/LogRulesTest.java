package gradlab.stress.kills;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.RunEvent;
import gradlab.domain.RunState;
import gradlab.store.Runs;
import gradlab.store.StoredEvent;
import gradlab.wire.EventMessages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A harness that cannot fail proves nothing. */
class LogRulesTest {
  private static final RunEvent QUEUED = Runs.state(RunState.QUEUED);
  private static final RunEvent STARTING = Runs.state(RunState.STARTING);
  private static final RunEvent RUNNING = Runs.state(RunState.RUNNING);
  private static final RunEvent FAILED = Runs.state(RunState.FAILED);

  /** Steps are a worker's; the rest is the server's. */
  private static List<StoredEvent> log(RunEvent... events) {
    var log = new ArrayList<StoredEvent>();
    int attempt = 1;
    long workerSeq = 0;
    for (var event : events) {
      long seq = log.size() + 1;
      if (event instanceof RunEvent.StepMetrics) {
        log.add(new StoredEvent(seq, Runs.T0, attempt, ++workerSeq, event));
      } else {
        log.add(new StoredEvent(seq, Runs.T0, 0, 0, event));
      }
      if (event == FAILED) {
        attempt++;
        workerSeq = 0;
      }
    }
    return log;
  }

  private static void check(List<StoredEvent> log) {
    new LogRules(any -> {}).check(log);
  }

  private static RunEvent step(long step) {
    return Runs.step(step, 1);
  }

  @Test
  void aRunThatDiesAndGoesOnIsFine() {
    assertThatCode(
            () ->
                check(
                    log(
                        QUEUED,
                        STARTING,
                        RUNNING,
                        step(1),
                        step(2),
                        step(3),
                        FAILED,
                        new RunEvent.Rewound(1),
                        QUEUED,
                        STARTING,
                        RUNNING,
                        step(2),
                        step(3))))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsLostTwiceOrOutOfOrderIsFound() {
    assertThatThrownBy(() -> check(log(QUEUED, step(1), step(3))))
        .hasMessageContaining("comes after step 1");
    assertThatThrownBy(() -> check(log(QUEUED, step(1), step(1))))
        .hasMessageContaining("comes after step 1");
    assertThatThrownBy(() -> check(log(QUEUED, RUNNING)))
        .hasMessageContaining("not allowed after QUEUED");
    assertThatThrownBy(
            () ->
                check(
                    log(
                        QUEUED, STARTING, RUNNING, step(1), FAILED, QUEUED, STARTING, RUNNING,
                        step(1))))
        .hasMessageContaining("comes after step 1");

    var gap = log(QUEUED, step(1), step(2));
    gap.remove(1);
    assertThatThrownBy(() -> check(gap)).hasMessageContaining("follows event 1");

    var again = log(QUEUED, step(1));
    again.add(new StoredEvent(3, Runs.T0, 1, 1, step(2)));
    assertThatThrownBy(() -> check(again)).hasMessageContaining("comes after the worker's event 1");
  }

  @Test
  void whatWasShownMustBeOnRecordAsItWasShown() {
    var log = log(QUEUED, step(1));
    var shown = new Shown();
    log.forEach(e -> shown.add(EventMessages.message(e.seq(), e.time(), e.event())));
    LogRules.checkShown(shown, log);
    assertThatThrownBy(() -> LogRules.checkShown(shown, log.subList(0, 1)))
        .hasMessageContaining("event 2 was shown and is lost");
    assertThatThrownBy(() -> LogRules.checkShown(shown, log(QUEUED, Runs.step(1, 2))))
        .hasMessageContaining("event 2 was shown as");
    org.assertj.core.api.Assertions.assertThat(shown.broken()).isEmpty();
    shown.add(EventMessages.message(2, Runs.T0, Runs.step(1, 3)));
    org.assertj.core.api.Assertions.assertThat(shown.broken()).hasSize(1);
  }

  @Test
  void theLoadsOwnExpectationIsAsked() {
    var wrong = Arrays.asList(new StoredEvent(1, Runs.T0, 1, 1, Runs.step(1, 7)));
    assertThatThrownBy(() -> new LogRules(Workload.pretended().expected()).check(wrong))
        .hasMessageContaining("is not what that attempt said");
  }
}
