package gradlab.exchange;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an export is made of, epoch by epoch; what was measured within one is left out.
 *
 * @param settings of network and training, by the API's names, as far as they are known
 * @param flows at the ends of epochs
 */
public record RunResults(
    RunView run, Map<String, String> settings, List<EpochMetrics> epochs, List<Flow> flows) {
  public RunResults {
    epochs = List.copyOf(epochs);
    flows = List.copyOf(flows);
  }

  /**
   * Of a long run there are many: only what is exported is kept.
   *
   * @param layers input first
   * @param meanAbs of each layer
   */
  public record Flow(
      int epoch, List<String> layers, List<Double> meanAbs, OptionalDouble gradientRatio) {
    static Flow of(GradientFlow flow) {
      return new Flow(
          flow.epoch(),
          flow.layers().stream().map(LayerGradient::layer).toList(),
          flow.layers().stream().map(LayerGradient::meanAbs).toList(),
          flow.gradientRatio());
    }
  }

  public static RunResults of(RunLog log, Map<String, String> settings) {
    return new RunResults(
        log.view(),
        settings,
        RunHistory.epochs(log),
        RunHistory.flows(log, GradientFlow::epochEnd, Flow::of));
  }

  /** When it began; of an imported run when it was imported. */
  public Instant begin() {
    return run.startTime().orElse(run.createTime());
  }

  /**
   * The end of each epoch: their durations from the beginning on. Pauses are left out, and the
   * epochs of an imported run, whose durations are not known, all end when it begins.
   */
  public List<Instant> epochEnds() {
    var ends = new ArrayList<Instant>();
    Duration passed = Duration.ZERO;
    for (EpochMetrics epoch : epochs) {
      passed = passed.plus(epoch.duration());
      ends.add(begin().plus(passed));
    }
    return ends;
  }

  /** The end of the last one; the beginning where there is none. */
  public Instant lastEnd() {
    var ends = epochEnds();
    return ends.isEmpty() ? begin() : ends.get(ends.size() - 1);
  }
}
