package gradlab.store;

import gradlab.domain.GradientFlow;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import java.util.List;
import java.util.Optional;

/** What a run measured, in order, after rewinds: of a step that was trained twice the later one. */
public record RunHistory(
    List<EpochMetrics> epochs, List<GradientFlow> flows, List<StepMetrics> steps) {
  public RunHistory {
    epochs = List.copyOf(epochs);
    flows = List.copyOf(flows);
    steps = List.copyOf(steps);
  }

  /** Reads the log up to its newest event. UncheckedIOException where it cannot be read. */
  public static RunHistory read(RunLog log) {
    var epochs = new Trail<EpochMetrics>();
    var flows = new Trail<GradientFlow>();
    var steps = new Trail<StepMetrics>();
    long end = log.view().lastSeq();
    try (LogCursor cursor = log.cursor(1)) {
      Optional<StoredEvent> next = end > 0 ? cursor.next() : Optional.empty();
      while (next.isPresent()) {
        RunEvent event = next.get().event();
        if (event instanceof EpochMetrics m) {
          epochs.add(m.step(), m);
        } else if (event instanceof RunEvent.GradientsSampled g) {
          flows.add(g.flow().step(), g.flow());
        } else if (event instanceof StepMetrics m) {
          steps.add(m.step(), m);
        } else if (event instanceof RunEvent.Rewound r) {
          epochs.rewind(r.toStep());
          flows.rewind(r.toStep());
          steps.rewind(r.toStep());
        }
        next = next.get().seq() < end ? cursor.next() : Optional.empty();
      }
    }
    return new RunHistory(epochs.values(), flows.values(), steps.values());
  }

  /** What was measured until this step, itself included. */
  public RunHistory until(long step) {
    return new RunHistory(
        epochs.stream().filter(e -> e.step() <= step).toList(),
        flows.stream().filter(f -> f.step() <= step).toList(),
        steps.stream().filter(s -> s.step() <= step).toList());
  }
}
