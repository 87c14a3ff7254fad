package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradlab.domain.DeviceUse;
import gradlab.domain.RunEvent;
import gradlab.domain.RunLimits;
import gradlab.domain.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Time on the device and its cost, folded from the changes of state. */
class SpendingTest {
  /** Writes a log, one event after the other, second by second. */
  private static final class Life {
    private Spending spending = Spending.NONE;
    private long seq;

    Life server(int second, RunEvent event) {
      spending = spending.after(new StoredEvent(++seq, at(second), 0, 0, event));
      return this;
    }

    Life worker(int second, RunEvent event) {
      spending = spending.after(new StoredEvent(++seq, at(second), 1, seq, event));
      return this;
    }

    Life server(int second, RunState state, double price) {
      return server(second, Runs.state(state).at(OptionalDouble.of(price)));
    }

    Life server(int second, RunState state) {
      return server(second, Runs.state(state));
    }

    double seconds() {
      return spending.closed().time().toMillis() / 1e3;
    }
  }

  private static Instant at(int second) {
    return Runs.T0.plusSeconds(second);
  }

  @Example
  void waitingCostsNothingAndEveryAttemptIsAdded() {
    var life = new Life();
    life.server(0, RunState.QUEUED)
        .server(100, RunState.STARTING, 3.6)
        .server(110, RunState.RUNNING, 3.6);
    assertThat(life.spending.at(at(160)).time()).isEqualTo(Duration.ofSeconds(60));
    assertThat(life.spending.at(at(160)).cost()).isCloseTo(0.06, within(1e-12));
    life.worker(200, Runs.state(RunState.PAUSED));
    assertThat(life.spending.at(at(5_000)).time()).isEqualTo(Duration.ofSeconds(100));
    life.server(900, RunState.QUEUED).server(1_000, RunState.STARTING, 3.6);
    life.worker(1_010, Runs.state(RunState.COMPLETED));
    assertThat(life.seconds()).isEqualTo(110);
    assertThat(life.spending.closed().cost()).isCloseTo(0.11, within(1e-12));
    assertThat(life.spending.closed().unpriced()).isZero();
  }

  /**
   * The server went away at 20 and came back, with another price, at 100; its worker trained on.
   */
  @Example
  void aNewPriceAppliesFromTheNewServersFirstWordOn() {
    var life = new Life();
    life.server(0, RunState.STARTING, 3.6).server(10, RunState.RUNNING, 3.6);
    life.server(100, RunState.LOST, 36).server(101, RunState.RUNNING, 36);
    life.worker(110, Runs.state(RunState.COMPLETED));
    assertThat(life.seconds()).isEqualTo(110);
    assertThat(life.spending.closed().cost()).isCloseTo(0.1 + 0.1, within(1e-12));
  }

  @Example
  void withoutAPriceTheTimeCountsAndIsSaidToBeUnpriced() {
    var life = new Life();
    life.server(0, RunState.STARTING).server(10, RunState.RUNNING).server(70, RunState.LOST, 360);
    life.worker(80, Runs.state(RunState.COMPLETED));
    assertThat(life.spending.closed())
        .isEqualTo(new DeviceUse(Duration.ofSeconds(80), Duration.ofSeconds(70), 1));
  }

  /** The machine was switched off under the run, and on again the next day. */
  @Example
  void aNightSwitchedOffIsNotPaidFor() {
    int nextDay = 86_400;
    var life = new Life();
    life.server(0, RunState.STARTING, 1)
        .server(10, RunState.RUNNING, 1)
        .worker(600, Runs.step(10, 4.5));
    life.server(nextDay, RunState.FAILED);
    assertThat(life.seconds()).isEqualTo(600 + Spending.LONGEST_SILENCE.toSeconds());
  }

  @Example
  void whatTheWorkerSaysItselfCountsHoweverLongItWasSilent() {
    var life = new Life();
    life.server(0, RunState.STARTING, 1).server(10, RunState.RUNNING, 1);
    life.worker(4_000, Runs.state(RunState.COMPLETED));
    assertThat(life.seconds()).isEqualTo(4_000);
  }

  /** Its spool was read after the new server's first word. */
  @Example
  void whatHappenedWithoutAServerIsNotCountedTwice() {
    var life = new Life();
    life.server(0, RunState.STARTING, 1)
        .server(10, RunState.RUNNING, 1)
        .server(100, RunState.LOST, 1);
    life.worker(60, Runs.step(10, 4.5)).worker(70, Runs.state(RunState.COMPLETED));
    assertThat(life.seconds()).isEqualTo(100);
  }

  @Example
  void anEvaluationCountsAndIsToldFromTraining() {
    var life = new Life();
    life.server(0, RunState.STARTING, 1).worker(50, Runs.state(RunState.COMPLETED));
    life.server(60, RunState.QUEUED).server(100, RunState.STARTING, 1);
    assertThat(life.spending.evaluating()).isTrue();
    life.worker(110, new RunEvent.TestEvaluated(0, 4, 0.1))
        .worker(111, Runs.state(RunState.COMPLETED));
    assertThat(life.seconds()).isEqualTo(61);
    life.server(200, new RunEvent.Rewound(10))
        .server(200, RunState.QUEUED)
        .server(201, RunState.STARTING);
    assertThat(life.spending.evaluating()).isFalse();
  }

  @Example
  void aRewindGivesNothingBack() {
    var life = new Life();
    life.server(0, RunState.STARTING, 1).worker(50, Runs.state(RunState.STOPPED));
    life.server(60, new RunEvent.Rewound(0));
    assertThat(life.seconds()).isEqualTo(50);
  }

  @Example
  void limitsOfAResumeAndWarningsAreKept() {
    var limits = new RunLimits(Optional.of(Duration.ofHours(1)), OptionalDouble.of(2));
    var life = new Life();
    life.server(0, new RunEvent.LimitsChanged(limits));
    life.server(1, new RunEvent.LimitWarned("max_cost=2.00", "text"));
    life.server(2, new RunEvent.LimitWarned("max_cost=2.00", "text"));
    assertThat(life.spending.limits()).contains(limits);
    assertThat(life.spending.warned()).containsExactly("max_cost=2.00");
  }

  /** Any states at any times, also of a clock that is set back. */
  @Property(tries = 500)
  void isTheNaiveSumAndNeverNegative(@ForAll("changes") List<StoredEvent> changes) {
    var spending = Spending.NONE;
    for (var change : changes) {
      var before = spending;
      spending = spending.after(change);
      assertThat(spending.closed().time()).isGreaterThanOrEqualTo(before.closed().time());
      assertThat(spending.closed().cost()).isGreaterThanOrEqualTo(before.closed().cost());
      assertThat(spending.at(Instant.EPOCH).time()).isEqualTo(spending.closed().time());
    }
    var naive = naive(changes);
    assertThat(spending.closed().time().toMillis() / 1e3).isCloseTo(naive[0], within(1e-6));
    assertThat(spending.closed().cost()).isCloseTo(naive[1], within(1e-6));
    assertThat(spending.closed().unpriced()).isLessThanOrEqualTo(spending.closed().time());
  }

  /** Seconds and cost: of each change at work the time to the next change. */
  private static double[] naive(List<StoredEvent> changes) {
    double seconds = 0;
    double cost = 0;
    double latest = 0;
    for (int i = 0; i + 1 < changes.size(); i++) {
      var change = (RunEvent.StateChanged) changes.get(i).event();
      boolean atWork = change.state().atWork();
      boolean began =
          i == 0 || !((RunEvent.StateChanged) changes.get(i - 1).event()).state().atWork();
      double here = changes.get(i).time().getEpochSecond();
      latest = here;
      var next = changes.get(i + 1);
      double there = next.time().getEpochSecond();
      boolean ends = !((RunEvent.StateChanged) next.event()).state().atWork();
      if (ends && next.attempt() == 0) {
        there = Math.min(there, latest + Spending.LONGEST_SILENCE.toSeconds());
      }
      if (atWork && there > here) {
        seconds += there - here;
        cost += (there - here) / 3600 * change.pricePerHour().orElse(0);
      }
    }
    return new double[] {seconds, cost};
  }

  @Provide
  Arbitrary<List<StoredEvent>> changes() {
    var price = Arbitraries.doubles().between(0.01, 100).optional();
    var change =
        Combinators.combine(
                Arbitraries.of(RunState.class),
                Arbitraries.integers().between(-100, 1_000),
                Arbitraries.of(0, 1),
                price)
            .as(
                (state, step, attempt, p) ->
                    new StoredEvent(
                        step + 1_000,
                        Runs.T0,
                        attempt,
                        0,
                        Runs.state(state)
                            .at(p.map(OptionalDouble::of).orElse(OptionalDouble.empty()))));
    return change.list().ofMaxSize(12).map(SpendingTest::inTime);
  }

  /** The seq holds how long after the one before. */
  private static List<StoredEvent> inTime(List<StoredEvent> steps) {
    var events = new ArrayList<StoredEvent>();
    Instant time = Instant.ofEpochSecond(1_800_000_000);
    for (var step : steps) {
      time = time.plusSeconds(step.seq() - 1_000);
      events.add(new StoredEvent(events.size() + 1, time, step.attempt(), 0, step.event()));
    }
    return events;
  }
}
