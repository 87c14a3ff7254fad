package gradlab.experiments;

import java.util.Locale;
import java.util.Optional;

/**
 * How a subject's mean of a metric differs from the baseline's.
 *
 * @param interval empty: there is none, see {@link Welch#of}
 */
public record Contrast(
    Subject subject,
    Subject baseline,
    Metric metric,
    int epoch,
    Spread ofSubject,
    Spread ofBaseline,
    Optional<Welch> interval) {

  /** Empty where one of them does not have the metric. */
  public static Optional<Contrast> of(Subject subject, Subject baseline, Metric metric, int epoch) {
    var first = subject.of(metric, epoch);
    var second = baseline.of(metric, epoch);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Contrast(
            subject,
            baseline,
            metric,
            epoch,
            first.get(),
            second.get(),
            Welch.of(first.get(), second.get())));
  }

  /** The subject's mean less the baseline's. */
  public double difference() {
    return ofSubject.mean() - ofBaseline.mean();
  }

  /** The contrast in words, with no more certainty than there is. */
  public String sentence() {
    String what = metric.word() + (metric.isOfEpoch() ? " at epoch " + epoch : "");
    if (!Double.isFinite(difference())) {
      return "%s and %s cannot be compared by %s: a mean is not a finite number"
          .formatted(subject.name(), baseline.name(), what);
    }
    if (interval.isEmpty()) {
      return "%s (%s)".formatted(ranking(what, rounded(difference(), difference(), 3)), why());
    }
    double halfWidth = interval.get().halfWidth();
    String size = rounded(difference(), halfWidth, 2) + " ± " + rounded(halfWidth, halfWidth, 2);
    if (interval.get().isUndecided()) {
      return "%s and %s cannot be told apart by %s: they differ by %s, %s"
          .formatted(subject.name(), baseline.name(), what, size, sizes());
    }
    return "%s, %s".formatted(ranking(what, size), sizes());
  }

  private String ranking(String what, String size) {
    if (difference() == 0) {
      return "%s and %s have the same %s".formatted(subject.name(), baseline.name(), what);
    }
    boolean subjectWins = difference() > 0 == metric.moreIsBetter();
    return "%s beats %s by %s %s"
        .formatted(
            subjectWins ? subject.name() : baseline.name(),
            subjectWins ? baseline.name() : subject.name(),
            size,
            what);
  }

  private String why() {
    return ofSubject.n() < 2 || ofBaseline.n() < 2
        ? sizes() + ": no interval from one run"
        : sizes() + ": no interval, as no value differs within either";
  }

  private String sizes() {
    return ofSubject.n() == ofBaseline.n()
        ? "n = " + ofSubject.n()
        : "n = %d and %d".formatted(ofSubject.n(), ofBaseline.n());
  }

  /** The value's size, to the place of the other's last significant digit. */
  private static String rounded(double value, double other, int digits) {
    int places = other == 0 ? 0 : digits - 1 - (int) Math.floor(Math.log10(Math.abs(other)));
    return String.format(Locale.ROOT, "%." + Math.max(0, places) + "f", Math.abs(value));
  }
}
