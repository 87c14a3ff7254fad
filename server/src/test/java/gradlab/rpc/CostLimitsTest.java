package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.cost.CostControl;
import gradlab.cost.CostSettings;
import gradlab.domain.Cause;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.LimitWarned;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.domain.RunPolicy;
import gradlab.domain.RunState;
import gradlab.store.RunView;
import gradlab.store.Runs;
import gradlab.store.StoredEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits of runs and of the server, by a clock that is ahead of the runs'. The price is 60 an hour.
 */
class CostLimitsTest {
  private static final OptionalDouble PRICE = OptionalDouble.of(60);
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @TempDir Path state;
  private ServiceHarness harness;

  @BeforeEach
  void start() {
    harness = new ServiceHarness(state, PRICE);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private RunId start(RunLimits limits) {
    return harness.runs.start(config(limits), "").id();
  }

  private static RunConfig config(RunLimits limits) {
    var c = Runs.CONFIG;
    var policy = new RunPolicy(0, 0, Duration.ofMinutes(10), 10, true, limits);
    return new RunConfig(c.network(), c.training(), c.name(), c.tags(), "", policy);
  }

  private static RunLimits duration(Duration most) {
    return new RunLimits(Optional.of(most), NONE);
  }

  private static RunLimits cost(double most) {
    return new RunLimits(Optional.empty(), OptionalDouble.of(most));
  }

  private CostControl server(OptionalDouble budget, Duration ahead) {
    var settings = new CostSettings(PRICE, budget, Optional.empty(), Optional.empty());
    return new CostControl(harness.runs, settings, Clock.offset(Clock.systemUTC(), ahead));
  }

  /** What a server does that looks at the runs so much later. */
  private void tick(OptionalDouble budget, Duration ahead) {
    server(budget, ahead).tick();
  }

  private RunView view(RunId run) {
    return harness.runs.view(run);
  }

  private List<String> warnings(RunId run) {
    try (var cursor = harness.runs.log(run).cursor(1)) {
      var texts = new ArrayList<String>();
      for (var e = cursor.next(); e.isPresent(); e = cursor.next()) {
        e.map(StoredEvent::event)
            .filter(LimitWarned.class::isInstance)
            .ifPresent(w -> texts.add(((LimitWarned) w).text()));
      }
      return texts;
    }
  }

  @Test
  void warnsOnceAndStopsAtItsTime() throws Exception {
    var run = start(duration(Duration.ofHours(2)));
    harness.nextWorker();
    tick(NONE, Duration.ofMinutes(95));
    assertThat(warnings(run)).isEmpty();
    tick(NONE, Duration.ofMinutes(97));
    tick(NONE, Duration.ofMinutes(110)); // as after a restart: another server looks
    assertThat(warnings(run))
        .singleElement()
        .asString()
        .startsWith("81 % of max_duration is used: 1 h 37 min of 2 h 0 min; at 100 %")
        .endsWith("the run is stopped with a checkpoint");
    assertThat(view(run).state()).isEqualTo(RunState.STARTING);

    tick(NONE, Duration.ofMinutes(120));
    assertThat(view(run).state()).isEqualTo(RunState.STOPPING);
    assertThat(view(run).cause()).isEqualTo(Cause.BUDGET);
    assertThat(view(run).stateReason())
        .startsWith("its max_duration of 2 h 0 min is used up (2 h 0 min)")
        .contains("--max-duration");
    long seq = view(run).lastSeq();
    tick(NONE, Duration.ofMinutes(121));
    assertThat(view(run).lastSeq()).isEqualTo(seq);
  }

  @Test
  void costIsTimeTimesPrice() throws Exception {
    var run = start(cost(30));
    harness.nextWorker();
    tick(NONE, Duration.ofMinutes(25));
    assertThat(warnings(run))
        .singleElement()
        .asString()
        .contains("max_cost is used: 25.0", "30.00");
    assertThat(view(run).state()).isEqualTo(RunState.STARTING);
    tick(NONE, Duration.ofMinutes(30));
    assertThat(view(run).state()).isEqualTo(RunState.STOPPING);
    assertThat(view(run).stateReason()).contains("max_cost of 30.00 is used up (30.0");
  }

  @Test
  void aWarningComesBeforeTheStopHoweverLateItIs() throws Exception {
    var run = start(duration(Duration.ofSeconds(1)));
    harness.nextWorker();
    tick(NONE, Duration.ofDays(1));
    assertThat(warnings(run)).hasSize(1);
    assertThat(view(run).state()).isEqualTo(RunState.STOPPING);
  }

  @Test
  void aUsedUpBudgetStopsTheRunsAndHoldsTheQueue() throws Exception {
    var budget = OptionalDouble.of(10);
    var run = start(RunLimits.NONE);
    var waiting = start(RunLimits.NONE);
    var worker = harness.nextWorker();
    tick(budget, Duration.ofSeconds(8 * 60 + 5));
    tick(budget, Duration.ofSeconds(9 * 60));
    assertThat(warnings(run))
        .singleElement()
        .asString()
        .contains("of budget is used: 8.0", "10.00");
    assertThat(warnings(waiting)).isEmpty();
    assertThat(harness.runs.queueHold()).isEmpty();

    tick(budget, Duration.ofMinutes(11));
    tick(budget, Duration.ofMinutes(12));
    assertThat(view(run).state()).isEqualTo(RunState.STOPPING);
    assertThat(view(run).cause()).isEqualTo(Cause.BUDGET);
    assertThat(view(run).stateReason()).startsWith("the server's budget of 10.00 is used up (11.0");
    assertThat(harness.runs.queueHold()).contains("--budget");
    worker.kill();
    harness.runs.delete(awaitEnd(run));
    assertThat(view(waiting).state()).isEqualTo(RunState.QUEUED);
    assertThat(warnings(waiting))
        .singleElement()
        .asString()
        .startsWith("not started: the server's");
    assertThat(harness.launched).isEmpty();
  }

  private RunId awaitEnd(RunId run) throws Exception {
    var ended = new CompletableFuture<Void>();
    var registration =
        harness
            .runs
            .log(run)
            .onAppend(
                () -> {
                  if (view(run).state().ended()) {
                    ended.complete(null);
                  }
                });
    if (!view(run).state().ended()) {
      ended.get(20, TimeUnit.SECONDS);
    }
    registration.close();
    return run;
  }

  @Test
  void nothingIsStartedBeyondTheBudget() throws Exception {
    start(RunLimits.NONE);
    harness.nextWorker();
    var cost = server(OptionalDouble.of(10), Duration.ofMinutes(11));
    assertThatThrownBy(() -> cost.checkStart(config(RunLimits.NONE)))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("budget of 10.00 is used up")
        .hasMessageContaining("higher --budget");
    assertThatThrownBy(cost::checkEvaluate).isInstanceOf(LimitReached.class);
    var richer = server(OptionalDouble.of(12), Duration.ofMinutes(11));
    assertThatCode(() -> richer.checkStart(config(RunLimits.NONE))).doesNotThrowAnyException();
  }

  @Test
  void aCostNeedsAPrice() {
    var noPrice = new CostControl(harness.runs, CostSettings.NONE, Clock.systemUTC());
    assertThatThrownBy(() -> noPrice.checkStart(config(cost(5))))
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            e -> assertThat(e.violations().get(0).field()).isEqualTo("config.policy.max_cost"))
        .hasMessageContaining("--price-per-hour");
    assertThatCode(() -> noPrice.checkStart(config(duration(Duration.ofHours(1)))))
        .doesNotThrowAnyException();
  }

  @Test
  void aRunThatHasUsedUpItsLimitGoesOnOnlyWithMore() throws Exception {
    var run = start(duration(Duration.ofSeconds(1)));
    var worker = harness.nextWorker();
    tick(NONE, Duration.ofSeconds(2));
    worker.kill();
    awaitEnd(run);
    var later = server(NONE, Duration.ofDays(1)); // ended: later is not longer
    var used = view(run).spending().closed().time();
    var less = duration(used.minusNanos(1));
    assertThatThrownBy(() -> later.checkResume(view(run), Optional.of(less)))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("resume " + run + " --max-duration MORE");
    var more = duration(Duration.ofMillis(used.toMillis() + 60_000)); // as it is stored
    assertThatCode(() -> later.checkResume(view(run), Optional.of(more)))
        .doesNotThrowAnyException();

    harness.runs.resume(run, OptionalInt.empty(), Optional.of(more));
    assertThat(view(run).limits()).isEqualTo(more);
    assertThat(view(run).config()).isEqualTo(config(duration(Duration.ofSeconds(1))));
    harness.nextWorker();
    tick(NONE, Duration.ofSeconds(61));
    assertThat(view(run).state()).isEqualTo(RunState.STOPPING);
    assertThat(warnings(run)).hasSize(2); // one for each limit
  }
}
