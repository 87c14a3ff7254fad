package gradlab.store;

import gradlab.domain.Halving;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import gradlab.domain.RunLimits;
import gradlab.domain.SweepId;
import gradlab.domain.SweepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
      parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
  }

  /** The test split was evaluated with this run. */
  public record TestLook(RunId run, Instant time) {}

  public SweepRecord {
    trials = List.copyOf(trials);
    testLooks = List.copyOf(testLooks);
  }

  public SweepRecord in(SweepState newState, String why) {
    return new SweepRecord(
        id,
        name,
        requestId,
        createTime,
        newState,
        why,
        trials,
        halving,
        metric,
        parallel,
        limits,
        testLooks);
  }

  /** With more trials, or more that they may use. */
  public SweepRecord extended(List<Trial> more, RunLimits newLimits) {
    var all = new ArrayList<>(trials);
    all.addAll(more);
    return new SweepRecord(
        id,
        name,
        requestId,
        createTime,
        state,
        stateReason,
        all,
        halving,
        metric,
        parallel,
        newLimits,
        testLooks);
  }

  public SweepRecord lookedAt(TestLook look) {
    var all = new ArrayList<>(testLooks);
    all.add(look);
    return new SweepRecord(
        id,
        name,
        requestId,
        createTime,
        state,
        stateReason,
        trials,
        halving,
        metric,
        parallel,
        limits,
        all);
  }
}
