package gradlab.store;

import gradlab.domain.DeviceUse;
import gradlab.domain.RunEvent;
import gradlab.domain.RunLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run has used, as its log tells it. A period on the device begins with a state in which a
 * worker holds a slot, ends with one in which none does, and is cut where a new price may apply: at
 * each change of state. Rewinds give nothing back.
 *
 * @param closed all periods that are over
 * @param meter the period under way; empty while no worker is at work
 * @param limits what a resume set in place of the configuration's limits
 * @param warned the limits that the run was warned of, each with its value
 * @param evaluating whether the run has ended before and was not resumed since: what it does next
 *     is no training
 */
public record Spending(
    DeviceUse closed,
    Optional<Meter> meter,
    Optional<RunLimits> limits,
    Set<String> warned,
    boolean evaluating) {
  /** Of a run that never began. */
  public static final Spending NONE =
      new Spending(DeviceUse.NONE, Optional.empty(), Optional.empty(), Set.of(), false);

  /**
   * A server that was down learns of a worker's death only at its next start, which may be days
   * later on a machine that was off. So an end that the worker did not report itself is at most so
   * long after the run's last event. A living worker has one every few seconds; one that hangs is
   * ended after two minutes.
   */
  static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

  /**
   * A period under way.
   *
   * @param since of the last change of state
   * @param lastSign the newest time of an event in it
   * @param pricePerHour as long as the state stays; empty: the server has no price
   */
  public record Meter(Instant since, Instant lastSign, OptionalDouble pricePerHour) {
    private Meter heard(Instant time) {
      return time.isAfter(lastSign) ? new Meter(since, time, pricePerHour) : this;
    }

    /** A clock that was set back makes it nothing, never less. */
    private DeviceUse until(Instant end) {
      var time = Duration.between(since, end);
      if (time.isNegative()) {
        return DeviceUse.NONE;
      }
      return pricePerHour.isPresent()
          ? new DeviceUse(time, Duration.ZERO, pricePerHour.getAsDouble() * DeviceUse.hours(time))
          : new DeviceUse(time, time, 0);
    }
  }

  public Spending {
    warned = Set.copyOf(warned);
  }

  /** With the period under way, up to now. */
  public DeviceUse at(Instant now) {
    return closed.plus(underWay(now));
  }

  /** Of the period under way only. */
  public DeviceUse underWay(Instant now) {
    return meter.map(m -> m.until(now)).orElse(DeviceUse.NONE);
  }

  Spending after(StoredEvent e) {
    if (e.event() instanceof RunEvent.StateChanged change) {
      return change.state().atWork()
          ? begin(e.time(), change.pricePerHour())
          : end(e, evaluating || change.state().ended());
    }
    var heard = meter.map(m -> m.heard(e.time()));
    if (e.event() instanceof RunEvent.Rewound) { // only a training begins so
      return new Spending(closed, heard, limits, warned, false);
    }
    if (e.event() instanceof RunEvent.LimitsChanged change) {
      return new Spending(closed, heard, Optional.of(change.limits()), warned, evaluating);
    }
    if (e.event() instanceof RunEvent.LimitWarned warning) {
      var more = new TreeSet<>(warned);
      more.add(warning.limit());
      return new Spending(closed, heard, limits, more, evaluating);
    }
    return heard.equals(meter) ? this : new Spending(closed, heard, limits, warned, evaluating);
  }

  private Spending begin(Instant time, OptionalDouble price) {
    return new Spending(
        at(time), Optional.of(new Meter(time, time, price)), limits, warned, evaluating);
  }

  private Spending end(StoredEvent e, boolean nextEvaluates) {
    boolean ofWorker = e.attempt() > 0;
    var end =
        meter
            .map(m -> m.lastSign().plus(LONGEST_SILENCE))
            .filter(latest -> !ofWorker && latest.isBefore(e.time()))
            .orElse(e.time());
    return new Spending(at(end), Optional.empty(), limits, warned, nextEvaluates);
  }
}
