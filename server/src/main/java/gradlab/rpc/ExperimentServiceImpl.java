package gradlab.rpc;

import static gradlab.rpc.Answers.answer;

import com.google.protobuf.ByteString;
import gradlab.diagnosis.Diagnosis;
import gradlab.diagnosis.Thresholds;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.RunId;
import gradlab.figures.GradientFlowFigure;
import gradlab.figures.GradientFlowFigure.Panel;
import gradlab.runs.RunManager;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.FigureKind;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RenderFigureResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;

/** What is said about several runs. */
public final class ExperimentServiceImpl extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private static final int MOST_PANELS = 12;

  private final RunManager runs;

  public ExperimentServiceImpl(RunManager runs) {
    this.runs = runs;
  }

  @Override
  public void renderFigure(
      RenderFigureRequest request, StreamObserver<RenderFigureResponse> client) {
    answer(client, () -> render(request));
  }

  private RenderFigureResponse render(RenderFigureRequest request) {
    var violations = new Violations();
    if (request.getKind() != FigureKind.FIGURE_KIND_GRADIENT_FLOW) {
      violations.add("kind", "is %s, must be GRADIENT_FLOW".formatted(request.getKind()));
    }
    if (request.getRunIdsCount() < 1 || request.getRunIdsCount() > MOST_PANELS) {
      violations.add(
          "run_ids",
          "names %d runs, must be 1 to %d".formatted(request.getRunIdsCount(), MOST_PANELS));
    }
    violations.throwIfAny();
    var panels = new ArrayList<Panel>();
    for (String id : request.getRunIdsList()) {
      panels.add(panel(RunId.of(id)));
    }
    return RenderFigureResponse.newBuilder()
        .setMediaType("image/svg+xml")
        .setContent(ByteString.copyFromUtf8(GradientFlowFigure.svg(panels)))
        .build();
  }

  private Panel panel(RunId id) {
    var log = runs.log(id);
    var measured = Diagnoses.measured(log);
    var flow =
        measured
            .flow()
            .orElseThrow(
                () ->
                    new NotFound(
                        "run %s has no gradient flow yet: one is recorded at the end of each epoch"
                            .formatted(id)));
    var diagnosis = Diagnosis.of(measured, Thresholds.STANDARD);
    String sentence = diagnosis.verdict().word() + ": " + diagnosis.explanation();
    return new Panel(log.view().config().name(), sentence, flow);
  }
}
