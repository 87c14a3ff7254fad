package gradlab.rpc;

import gradlab.domain.RunLimits;
import gradlab.v1.ExtendSweepRequest;
import gradlab.v1.ResumeRunRequest;
import gradlab.v1.RunPolicy;
import gradlab.v1.StartSweepRequest;
import gradlab.wire.TimeMessages;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Checks what a run may use. 0 is no limit, so that a fork or a resume can lift one. */
final class LimitRules {
  private static final Duration LONGEST = Duration.ofDays(365);

  private LimitRules() {}

  static RunLimits check(String field, RunPolicy asked, Violations violations) {
    return check(
        field,
        given(asked.hasMaxDuration(), asked.getMaxDuration()),
        given(asked.hasMaxCost(), asked.getMaxCost()),
        RunLimits.NONE,
        violations);
  }

  /** Those of a resume; empty where nothing is set. */
  static Optional<RunLimits> check(ResumeRunRequest request, RunLimits before) {
    if (!request.hasMaxDuration() && !request.hasMaxCost()) {
      return Optional.empty();
    }
    var violations = new Violations();
    var limits =
        check(
            "",
            given(request.hasMaxDuration(), request.getMaxDuration()),
            given(request.hasMaxCost(), request.getMaxCost()),
            before,
            violations);
    violations.throwIfAny();
    return Optional.of(limits);
  }

  /** Those of a new sweep. */
  static RunLimits check(StartSweepRequest request, Violations violations) {
    return check(
        "sweep.",
        given(request.hasMaxDeviceTime(), request.getMaxDeviceTime()),
        given(request.hasMaxCost(), request.getMaxCost()),
        RunLimits.NONE,
        violations);
  }

  /** Those of an extended sweep. */
  static RunLimits check(ExtendSweepRequest request, RunLimits before, Violations violations) {
    return check(
        "sweep.",
        given(request.hasMaxDeviceTime(), request.getMaxDeviceTime()),
        given(request.hasMaxCost(), request.getMaxCost()),
        before,
        violations);
  }

  private static <T> Optional<T> given(boolean isSet, T value) {
    return isSet ? Optional.of(value) : Optional.empty();
  }

  /**
   * @param before what is not set stays as it was
   */
  private static RunLimits check(
      String field,
      Optional<com.google.protobuf.Duration> maxDuration,
      Optional<Double> maxCost,
      RunLimits before,
      Violations violations) {
    return new RunLimits(
        maxDuration.isPresent()
            ? duration(field + "max_duration", maxDuration.get(), violations)
            : before.maxDuration(),
        maxCost.isPresent()
            ? cost(field + "max_cost", maxCost.get(), violations)
            : before.maxCost());
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
