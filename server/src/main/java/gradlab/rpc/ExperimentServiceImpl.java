package gradlab.rpc;

import static gradlab.rpc.Answers.answer;

import gradlab.runs.RunManager;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RenderFigureResponse;
import io.grpc.stub.StreamObserver;

/** What is said about several runs. */
public final class ExperimentServiceImpl extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private final Figures figures;

  public ExperimentServiceImpl(RunManager runs) {
    this.figures = new Figures(runs);
  }

  @Override
  public void renderFigure(
      RenderFigureRequest request, StreamObserver<RenderFigureResponse> client) {
    answer(client, () -> figures.render(request));
  }
}
