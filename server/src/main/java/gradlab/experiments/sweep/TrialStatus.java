package gradlab.experiments.sweep;

import java.util.List;

/**
 * How far a trial is.
 *
 * @param index its place in the sweep, from 0
 * @param phase whether it trains
 * @param epochs until how many epochs it was started or promoted; 0: not started
 * @param values what it is ranked by, at the end of each finished epoch; more is better, NaN is
 *     worst
 */
public record TrialStatus(int index, Phase phase, int epochs, List<Double> values) {
  /** Where it is. */
  public enum Phase {
    /** It has no run yet. */
    WAITING,
    /** It is queued, or trains. */
    ACTIVE,
    /** It has trained all its epochs. */
    FINISHED,
    /** Somebody stopped it, or it failed: it goes no further by itself. */
    DROPPED
  }

  public TrialStatus {
    values = List.copyOf(values);
  }

  /** Whether it has finished so many epochs. */
  boolean has(int finishedEpochs) {
    return values.size() >= finishedEpochs;
  }

  /** After so many epochs; the worst of all where that is no number. */
  double value(int finishedEpochs) {
    double value = values.get(finishedEpochs - 1);
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }
}
