package gradlab.store;

import gradlab.domain.DeviceUse;
import gradlab.domain.RunLimits;
import gradlab.store.v1.Limits;
import gradlab.store.v1.Time;
import gradlab.store.v1.Use;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What a run has used and may use, as records, and back. */
final class SpendingRecords {
  private SpendingRecords() {}

  static Use of(DeviceUse use) {
    return Use.newBuilder()
        .setTime(duration(use.time()))
        .setUnpriced(duration(use.unpriced()))
        .setCost(use.cost())
        .build();
  }

  static DeviceUse of(Use r) {
    return new DeviceUse(duration(r.getTime()), duration(r.getUnpriced()), r.getCost());
  }

  private static Time duration(Duration duration) {
    return Time.newBuilder().setSeconds(duration.getSeconds()).setNanos(duration.getNano()).build();
  }

  private static Duration duration(Time r) {
    return Duration.ofSeconds(r.getSeconds(), r.getNanos());
  }

  static Limits of(RunLimits limits) {
    var record = Limits.newBuilder();
    limits.maxDuration().map(Duration::toMillis).ifPresent(record::setMaxDurationMillis);
    limits.maxCost().ifPresent(record::setMaxCost);
    return record.build();
  }

  static RunLimits of(Limits r) {
    return new RunLimits(
        r.hasMaxDurationMillis()
            ? Optional.of(Duration.ofMillis(r.getMaxDurationMillis()))
            : Optional.empty(),
        r.hasMaxCost() ? OptionalDouble.of(r.getMaxCost()) : OptionalDouble.empty());
  }

  static gradlab.store.v1.Spending of(Spending spending) {
    var record =
        gradlab.store.v1.Spending.newBuilder()
            .setClosed(of(spending.closed()))
            .addAllWarned(spending.warned())
            .setEvaluating(spending.evaluating());
    spending.limits().map(SpendingRecords::of).ifPresent(record::setLimits);
    spending
        .meter()
        .ifPresent(
            m -> {
              record
                  .getMeterBuilder()
                  .setSince(MetricRecords.time(m.since()))
                  .setLastSign(MetricRecords.time(m.lastSign()));
              m.pricePerHour().ifPresent(record.getMeterBuilder()::setPricePerHour);
            });
    return record.build();
  }

  static Spending of(gradlab.store.v1.Spending r) {
    var m = r.getMeter();
    return new Spending(
        of(r.getClosed()),
        r.hasMeter()
            ? Optional.of(
                new Spending.Meter(
                    MetricRecords.time(m.getSince()),
                    MetricRecords.time(m.getLastSign()),
                    m.hasPricePerHour()
                        ? OptionalDouble.of(m.getPricePerHour())
                        : OptionalDouble.empty()))
            : Optional.empty(),
        r.hasLimits() ? Optional.of(of(r.getLimits())) : Optional.empty(),
        Set.copyOf(r.getWarnedList()),
        r.getEvaluating());
  }
}
