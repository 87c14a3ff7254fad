package gradlab.rpc;

import com.google.protobuf.ByteString;
import gradlab.domain.ClassPrior;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.Provenance;
import gradlab.domain.RunId;
import gradlab.figures.GradientFlowFigure;
import gradlab.figures.LearningCurves;
import gradlab.figures.LearningCurvesFigure;
import gradlab.figures.SignalFigure;
import gradlab.runs.RunManager;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import gradlab.v1.FigureKind;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RenderFigureResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Checks what a figure is asked for and draws it from the runs' logs. */
final class Figures {
  private static final int MOST_PANELS = 12;

  private final RunManager runs;

  Figures(RunManager runs) {
    this.runs = runs;
  }

  /**
   * @throws gradlab.domain.GradlabException.InvalidRequest names every bad field
   * @throws NotFound where there is no such run, or it has nothing on record to draw; names the run
   */
  RenderFigureResponse render(RenderFigureRequest request) {
    check(request);
    List<RunLog> logs = request.getRunIdsList().stream().map(RunId::of).map(runs::log).toList();
    var names = RunNames.of(logs.stream().map(log -> log.view().config().name()).toList());
    var panels =
        new FlowPanels(
            names,
            request.hasEpoch() ? Optional.of(request.getEpoch()) : Optional.<Integer>empty());
    String svg =
        switch (request.getKind()) {
          case FIGURE_KIND_GRADIENT_FLOW ->
              GradientFlowFigure.svg(logs.stream().map(panels::gradients).toList());
          case FIGURE_KIND_SIGNAL -> SignalFigure.svg(logs.stream().map(panels::signal).toList());
          case FIGURE_KIND_LEARNING_CURVES ->
              LearningCurvesFigure.svg(logs.stream().map(log -> curves(names, log)).toList());
          case FIGURE_KIND_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalStateException("refused before: " + request.getKind());
        };
    return RenderFigureResponse.newBuilder()
        .setMediaType("image/svg+xml")
        .setContent(ByteString.copyFromUtf8(svg))
        .build();
  }

  private static void check(RenderFigureRequest request) {
    var violations = new Violations();
    var kind = request.getKind();
    if (kind == FigureKind.FIGURE_KIND_UNSPECIFIED || kind == FigureKind.UNRECOGNIZED) {
      violations.add(
          "kind", "is %s, must be GRADIENT_FLOW, LEARNING_CURVES or SIGNAL".formatted(kind));
    }
    boolean curves = kind == FigureKind.FIGURE_KIND_LEARNING_CURVES;
    int most = curves ? LearningCurvesFigure.MOST_RUNS : MOST_PANELS;
    if (request.getRunIdsCount() < 1 || request.getRunIdsCount() > most) {
      violations.add(
          "run_ids",
          "names %d runs, must be 1 to %d%s"
              .formatted(
                  request.getRunIdsCount(),
                  most,
                  curves ? ": as many as there are colours that can be told apart" : ""));
    }
    violations.eachOnce(
        "run_ids",
        request.getRunIdsList(),
        id -> "names " + NetworkRules.shown(id) + " more than once; name each run once");
    if (request.hasEpoch() && curves) {
      violations.add("epoch", "is not for LEARNING_CURVES, which show every epoch; leave it out");
    } else if (request.hasEpoch()) {
      violations.atLeast("epoch", request.getEpoch(), 0);
    }
    violations.throwIfAny();
  }

  private static LearningCurves curves(RunNames names, RunLog log) {
    RunView view = log.view();
    var epochs = RunHistory.epochs(log);
    if (epochs.isEmpty()) {
      throw new NotFound(
          "run %s has not finished an epoch yet: its curves begin at the end of epoch 0"
              .formatted(view.id()));
    }
    var prior = view.provenance().flatMap(Provenance::classPrior).map(ClassPrior::trainLoss);
    return new LearningCurves(
        names.of(view), epochs, prior.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }
}
