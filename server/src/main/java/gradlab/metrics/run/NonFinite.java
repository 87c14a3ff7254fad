package gradlab.metrics.run;

import gradlab.domain.LayerGradient;
import gradlab.domain.RunEvent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Counts the values in a log that are no finite numbers. Of one thread at a time. */
final class NonFinite {
  /** What was measured. */
  enum Measure {
    LOSS,
    ACCURACY,
    GRADIENT;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Measure, Long> counts = new EnumMap<>(Measure.class);

  void count(RunEvent event) {
    if (event instanceof RunEvent.StepMetrics m) {
      add(Measure.LOSS, m.trainLoss());
      add(Measure.ACCURACY, m.trainAcc());
    } else if (event instanceof RunEvent.EpochMetrics m) {
      add(Measure.LOSS, m.trainLoss(), m.valLoss());
      add(Measure.ACCURACY, m.trainAcc(), m.valAcc());
    } else if (event instanceof RunEvent.TestEvaluated t) {
      add(Measure.LOSS, t.testLoss());
      add(Measure.ACCURACY, t.testAcc());
    } else if (event instanceof RunEvent.GradientsSampled g) {
      for (LayerGradient l : g.flow().layers()) {
        add(Measure.GRADIENT, l.meanAbs(), l.l2Norm(), l.maxAbs(), l.zeroShare(), l.updateRatio());
      }
    }
  }

  private void add(Measure measure, double... values) {
    counts.merge(
        measure, DoubleStream.of(values).filter(v -> !Double.isFinite(v)).count(), Long::sum);
  }

  long of(Measure measure) {
    return counts.getOrDefault(measure, 0L);
  }
}
