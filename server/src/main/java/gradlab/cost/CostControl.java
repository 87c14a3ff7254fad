package gradlab.cost;

import gradlab.domain.Cause;
import gradlab.domain.DeviceUse;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.LimitWarned;
import gradlab.domain.RunLimits;
import gradlab.runs.RunManager;
import gradlab.store.RunView;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the runs to their limits and all of them to the server's budget: a warning at 80 %, a stop
 * with a checkpoint at 100 %. {@link #tick} is to be called about twice a second, by one thread.
 */
public final class CostControl {
  private static final Logger LOGGER = LoggerFactory.getLogger(CostControl.class);
  private static final String RAISE = "; start the server with a higher --budget";

  private final RunManager runs;
  private final OptionalDouble pricePerHour;
  private final OptionalDouble budget;
  private final Clock clock;
  private boolean budgetWarned; // in the server's log, since its start

  /**
   * @param clock the one by which the runs' events are dated
   */
  public CostControl(RunManager runs, CostSettings settings, Clock clock) {
    this.runs = runs;
    this.pricePerHour = settings.pricePerHour();
    this.budget = settings.budget();
    this.clock = clock;
  }

  public OptionalDouble pricePerHour() {
    return pricePerHour;
  }

  public OptionalDouble budget() {
    return budget;
  }

  /** Of all runs up to now, also those deleted since. */
  public DeviceUse total() {
    return runs.use(clock.instant());
  }

  /** Looks at everything once. A run that cannot be told does not keep the others from it. */
  public void tick() {
    checkBudget();
    for (var view : runs.atWork()) {
      attempt(view, () -> checkLimits(view));
    }
  }

  private void checkLimits(RunView view) {
    if (view.spending().evaluating()) {
      return;
    }
    for (var gauge : Gauge.of(view.limits(), view.spending().at(clock.instant()))) {
      if (gauge.nearlyUsed()) {
        runs.warn(view.id(), gauge.warning("the run is stopped with a checkpoint"));
      }
      if (gauge.usedUp()) {
        stop(
            view,
            "%s; `resume` goes on with a higher %s"
                .formatted(gauge.gone("its"), option(gauge.name())));
      }
    }
  }

  private void checkBudget() {
    if (budget.isEmpty()) {
      return;
    }
    var gauge = budgetGauge(budget.getAsDouble());
    if (gauge.nearlyUsed()) {
      var warning = gauge.warning("all runs are stopped with a checkpoint and none is started");
      if (!budgetWarned) {
        LOGGER.warn("{}", warning.text());
        budgetWarned = true;
      }
      for (var view : runs.atWork()) {
        attempt(view, () -> runs.warn(view.id(), warning));
      }
    }
    if (gauge.usedUp()) {
      close(gauge);
    }
  }

  private Gauge budgetGauge(double most) {
    return Gauge.money("budget", total().cost(), most);
  }

  private void close(Gauge gauge) {
    String why = gauge.gone("the server's");
    if (runs.queueHold().isEmpty()) {
      LOGGER.warn("{}: the runs are stopped, no more are started", why);
      runs.holdQueue(why + RAISE);
    }
    for (var view : runs.atWork()) {
      attempt(view, () -> stop(view, why));
    }
    for (var view : runs.queued()) {
      attempt(
          view,
          () ->
              runs.warn(
                  view.id(),
                  new LimitWarned("queue: budget=" + gauge.most(), "not started: " + why + RAISE)));
    }
  }

  private void stop(RunView view, String why) {
    boolean goesOn =
        switch (view.state()) {
          case STARTING, RUNNING, LOST -> true;
          case QUEUED, STOPPING, PAUSING, STOPPED, COMPLETED, FAILED, KILLED, PAUSED, PREEMPTED ->
              false;
        };
    if (goesOn) {
      runs.stop(view.id(), Cause.BUDGET, why);
    }
  }

  private static void attempt(RunView view, Runnable task) {
    try {
      task.run();
    } catch (GradlabException e) {
      LOGGER.debug("run {} ended in between", view.id(), e);
    } catch (RuntimeException e) {
      LOGGER.error("run {} cannot be held to its limits, trying again", view.id(), e);
    }
  }

  /** LimitReached where the budget is used up, InvalidRequest for a cost without a price. */
  public void checkStart(RunConfig config) {
    checkPrice("config.policy.max_cost", config.policy().limits());
    checkBudgetLeft();
  }

  /**
   * As above; also LimitReached where the run has used up a limit of its own.
   *
   * @param limits those it is to have from now on; empty: as they were
   */
  public void checkResume(RunView view, Optional<RunLimits> limits) {
    limits.ifPresent(l -> checkPrice("max_cost", l));
    checkBudgetLeft();
    checkLimitsLeft(view, limits.orElse(view.limits()));
  }

  /** The test result of a run that has used up its own limits is still wanted. */
  public void checkEvaluate() {
    checkBudgetLeft();
  }

  private void checkPrice(String field, RunLimits limits) {
    if (limits.maxCost().isPresent() && pricePerHour.isEmpty()) {
      throw new InvalidRequest(
          List.of(
              new FieldViolation(
                  field,
                  "this server was not told what its device costs: start it with --price-per-hour PRICE, or leave max_cost out")));
    }
  }

  private void checkBudgetLeft() {
    if (budget.isPresent()) {
      var gauge = budgetGauge(budget.getAsDouble());
      if (gauge.usedUp()) {
        throw new LimitReached(gauge.gone("the server's") + RAISE);
      }
    }
  }

  private void checkLimitsLeft(RunView view, RunLimits limits) {
    for (var gauge : Gauge.of(limits, view.spending().at(clock.instant()))) {
      if (gauge.usedUp()) {
        throw new LimitReached(
            "run %s: %s; give it more with `gradlab resume %s %s MORE`, 0 for no limit"
                .formatted(view.id(), gauge.gone("its"), view.id(), option(gauge.name())));
      }
    }
  }

  private static String option(String name) {
    return "--" + name.replace('_', '-');
  }
}
