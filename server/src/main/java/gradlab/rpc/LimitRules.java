package gradlab.rpc;

import gradlab.domain.RunLimits;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.RunPolicy;
import gradlab.wire.TimeMessages;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Checks what a run may use. 0 is no limit, so that a fork or a resume can lift one. */
final class LimitRules {
  private static final Duration LONGEST = Duration.ofDays(365);

  private LimitRules() {}

  static RunLimits check(String field, RunPolicy asked, Violations violations) {
    return new RunLimits(
        asked.hasMaxDuration()
            ? duration(field + "max_duration", asked.getMaxDuration(), violations)
            : Optional.empty(),
        asked.hasMaxCost()
            ? cost(field + "max_cost", asked.getMaxCost(), violations)
            : OptionalDouble.empty());
  }

  /** Those of a resume: what is not set stays as it was; empty where nothing is set. */
  static Optional<RunLimits> check(ResumeRunRequest request, RunLimits before) {
    if (!request.hasMaxDuration() && !request.hasMaxCost()) {
      return Optional.empty();
    }
    var violations = new Violations();
    var limits =
        new RunLimits(
            request.hasMaxDuration()
                ? duration("max_duration", request.getMaxDuration(), violations)
                : before.maxDuration(),
            request.hasMaxCost()
                ? cost("max_cost", request.getMaxCost(), violations)
                : before.maxCost());
    violations.throwIfAny();
    return Optional.of(limits);
  }

  private static Optional<Duration> duration(
      String field, com.google.protobuf.Duration asked, Violations violations) {
    boolean readable =
        asked.getSeconds() >= 0
            && asked.getSeconds() <= LONGEST.toSeconds()
            && asked.getNanos() >= 0
            && asked.getNanos() < 1_000_000_000;
    if (readable) {
      // to the millisecond, as it is stored: a repeated request must be equal to the first
      var limit = Duration.ofMillis(TimeMessages.duration(asked).toMillis());
      if (limit.isZero()) {
        return Optional.empty();
      }
      if (limit.compareTo(Duration.ofSeconds(1)) >= 0 && limit.compareTo(LONGEST) <= 0) {
        return Optional.of(limit);
      }
    }
    violations.add(
        field,
        "is %d s and %d ns, must be 1 s to %d days, or 0 for no limit"
            .formatted(asked.getSeconds(), asked.getNanos(), LONGEST.toDays()));
    return Optional.empty();
  }

  private static OptionalDouble cost(String field, double asked, Violations violations) {
    return violations.notNegative(field, asked) && asked > 0
        ? OptionalDouble.of(asked)
        : OptionalDouble.empty();
  }
}
