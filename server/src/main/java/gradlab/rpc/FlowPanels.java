package gradlab.rpc;

import gradlab.diagnosis.Diagnosis;
import gradlab.diagnosis.Thresholds;
import gradlab.domain.GradientFlow;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.LayerActivation;
import gradlab.figures.FlowPanel;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import java.util.List;
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
    var history = RunHistory.read(log);
    var flow = flow(view, history.flows());
    var known = epoch.isPresent() ? history.until(flow.step()) : history;
    var diagnosis = Diagnosis.of(Diagnoses.measured(view, known), Thresholds.STANDARD);
    return new FlowPanel(
        names.of(view),
        "%s: %s: %s".formatted(when(flow), diagnosis.verdict().word(), diagnosis.explanation()),
        flow);
  }

  /** The forward signal. NotFound where none is on record. */
  FlowPanel signal(RunLog log) {
    RunView view = log.view();
    var flows = RunHistory.read(log).flows();
    var recorded = flows.stream().filter(f -> !f.activations().isEmpty()).toList();
    var flow = flow(view, epoch.isEmpty() && !recorded.isEmpty() ? recorded : flows);
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

  private GradientFlow flow(RunView view, List<GradientFlow> flows) {
    return epoch
        .map(e -> GradientFlows.atEndOf(e, view.id(), flows))
        .or(() -> GradientFlows.newest(flows))
        .orElseThrow(() -> GradientFlows.none(view.id()));
  }

  private static String when(GradientFlow flow) {
    return flow.epochEnd() ? "epoch " + flow.epoch() : "step " + flow.step();
  }
}
