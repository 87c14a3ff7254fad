package gradlab.rpc;

import gradlab.diagnosis.Diagnosis;
import gradlab.diagnosis.Measured;
import gradlab.diagnosis.Thresholds;
import gradlab.domain.GradientFlow;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.LayerActivation;
import gradlab.figures.FlowPanel;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import java.util.Locale;
import java.util.Optional;

/**
 * The panels of figures by layer.
 *
 * @param epoch 0-based; empty: each run's last sampled one
 */
record FlowPanels(RunNames names, Optional<Integer> epoch) {

  /** The gradient flow with its diagnosis as of then. NotFound where none is on record. */
  FlowPanel gradients(RunLog log) {
    RunView view = log.view();
    var flow = flow(log);
    var diagnosis = Diagnosis.of(known(log, view, flow), Thresholds.STANDARD);
    return new FlowPanel(
        names.of(view),
        "%s: %s: %s".formatted(when(flow), diagnosis.verdict().word(), diagnosis.explanation()),
        flow);
  }

  /** What was known when the flow was sampled. */
  private Measured known(RunLog log, RunView view, GradientFlow flow) {
    var epochs = RunHistory.epochs(log);
    if (epoch.isEmpty()) {
      return Diagnoses.measured(view, epochs, Optional.of(flow), view.lastStep());
    }
    var steps = RunHistory.steps(log, s -> s.epoch() == flow.epoch() && s.step() <= flow.step());
    return Diagnoses.measured(
        view,
        epochs.stream().filter(e -> e.step() <= flow.step()).toList(),
        Optional.of(flow),
        steps.stream().reduce((earlier, later) -> later));
  }

  /** The forward signal. NotFound where none is on record. */
  FlowPanel signal(RunLog log) {
    RunView view = log.view();
    if (view.config().imported().isPresent()) {
      throw new NotFound(
          "run %s is imported: what came out of its layers is not known".formatted(view.id()));
    }
    var recorded =
        epoch.isPresent()
            ? Optional.<GradientFlow>empty()
            : RunHistory.flows(log, f -> !f.activations().isEmpty()).stream()
                .reduce((earlier, later) -> later);
    var flow = recorded.orElseGet(() -> flow(log));
    if (flow.activations().isEmpty()) {
      throw new NotFound(
          "run %s has no activations on record of %s: they are recorded at the end of each epoch, but not in runs of versions that did not record them; a new run has them"
              .formatted(view.id(), when(flow)));
    }
    LayerActivation last = flow.activations().get(flow.activations().size() - 1);
    return new FlowPanel(
        names.of(view),
        String.format(
            Locale.ROOT,
            "%s: the logits' RMS is %.3g, that of what differs between images %.3g",
            when(flow),
            last.rms(),
            last.rms() * last.spread()),
        flow);
  }

  private GradientFlow flow(RunLog log) {
    return epoch
        .map(e -> GradientFlows.atEndOf(e, log))
        .or(() -> GradientFlows.newest(log))
        .orElseThrow(() -> GradientFlows.none(log.view()));
  }

  private static String when(GradientFlow flow) {
    return flow.epochEnd() ? "epoch " + flow.epoch() : "step " + flow.step();
  }
}
