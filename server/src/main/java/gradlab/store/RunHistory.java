package gradlab.store;

import gradlab.domain.GradientFlow;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import java.util.List;

/** What a run measured, after rewinds: of every step the latest. */
public record RunHistory(
    List<EpochMetrics> epochs, List<GradientFlow> flows, List<StepMetrics> steps) {
  public static RunHistory read(RunLog log) {
    throw new UnsupportedOperationException();
  }
}
