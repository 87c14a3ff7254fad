package gradlab.store;

import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import java.util.OptionalDouble;

/**
 * Folds a log into its view. Holds what a rewind may uncover, so it lives only while a log is read.
 * Of one thread.
 */
final class RunFold {
  private final ViewDraft draft;
  private final Trail<EpochMetrics> epochs = new Trail<>();
  private final Trail<StepMetrics> steps = new Trail<>();
  private final Trail<OptionalDouble> ratios = new Trail<>();

  /** A test result belongs to the step the run had come to. */
  private final Trail<TestEvaluated> tests = new Trail<>();

  private long step;
  private boolean rewound;

  /**
   * @param before the view as of the first event to come; where events went before, a rewind is
   *     beyond this fold
   */
  RunFold(RunView before) {
    draft = new ViewDraft(before);
  }

  /** Whether there was a rewind. */
  boolean rewound() {
    return rewound;
  }

  void apply(StoredEvent e) {
    draft.apply(e);
    if (e.event() instanceof EpochMetrics m) {
      epochs.add(m.step(), m);
      step = Math.max(step, m.step());
    } else if (e.event() instanceof StepMetrics m) {
      steps.add(m.step(), m);
      step = Math.max(step, m.step());
    } else if (e.event() instanceof RunEvent.GradientsSampled g && g.flow().epochEnd()) {
      ratios.add(g.flow().step(), g.flow().gradientRatio());
    } else if (e.event() instanceof TestEvaluated t) {
      tests.add(step, t);
    } else if (e.event() instanceof RunEvent.Rewound r) {
      rewind(r.toStep());
    }
  }

  private void rewind(long toStep) {
    rewound = true;
    epochs.rewind(toStep);
    steps.rewind(toStep);
    ratios.rewind(toStep);
    tests.rewind(toStep);
    step = Math.min(step, toStep);
    draft.restore(
        steps.last(), epochs.last(), ratios.last().orElse(OptionalDouble.empty()), tests.last());
  }

  RunView view() {
    return draft.view();
  }
}
