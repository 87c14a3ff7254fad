package gradlab.store;

import gradlab.domain.Halving;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.domain.SweepId;
import gradlab.domain.SweepState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A sweep as it is on disk: what was asked for and what was decided. How far its trials are is in
 * their runs' logs.
 *
 * @param requestId the client's request id; empty where it gave none
 * @param stateReason for people
 * @param halving empty: every trial trains to its end
 * @param metric what trials are ranked by: val_acc or val_loss
 * @param parallel trials at work at the same time
 * @param limits what all trials together may use
 * @param testLooks when the test split was evaluated
 */
public record SweepRecord(
    SweepId id,
    String name,
    String requestId,
    Instant createTime,
    SweepState state,
    String stateReason,
    List<Trial> trials,
    Optional<Halving> halving,
    String metric,
    int parallel,
    RunLimits limits,
    List<TestLook> testLooks) {

  /**
   * One point of the search.
   *
   * @param parameters the settings that differ between trials, by field
   * @param config of its run, the epochs aside where there is halving
   */
  public record Trial(Map<String, String> parameters, RunConfig config) {
    public Trial {
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
  }

  /** The test split was evaluated with this run. */
  public record TestLook(RunId run, Instant time) {}

  public SweepRecord {
    trials = List.copyOf(trials);
    testLooks = List.copyOf(testLooks);
  }

  public SweepRecord in(SweepState newState, String why) {
    return changed(newState, why, trials, limits, testLooks);
  }

  /** With more trials, or more that they may use. */
  public SweepRecord extended(List<Trial> more, RunLimits newLimits) {
    return changed(state, stateReason, and(trials, more), newLimits, testLooks);
  }

  public SweepRecord lookedAt(TestLook look) {
    return changed(state, stateReason, trials, limits, and(testLooks, List.of(look)));
  }

  private static <T> List<T> and(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private SweepRecord changed(
      SweepState newState,
      String newReason,
      List<Trial> newTrials,
      RunLimits newLimits,
      List<TestLook> newLooks) {
    return new SweepRecord(
        id,
        name,
        requestId,
        createTime,
        newState,
        newReason,
        newTrials,
        halving,
        metric,
        parallel,
        newLimits,
        newLooks);
  }
}
