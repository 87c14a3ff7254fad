package gradlab.client.fake;

import com.google.protobuf.ByteString;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.ImportRunRequest;
import gradlab.v1.ImportRunResponse;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RenderFigureResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** Draws an empty figure that names the runs; imports what it is told to. */
public final class FakeExperiments extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private final List<RenderFigureRequest> requests = new ArrayList<>();

  private final List<ImportRunRequest> imports = new ArrayList<>();
  private ImportRunResponse imported = ImportRunResponse.getDefaultInstance();

  public synchronized List<ImportRunRequest> imports() {
    return List.copyOf(imports);
  }

  /** What ImportRun answers. */
  public synchronized void imported(ImportRunResponse answer) {
    imported = answer;
  }

  @Override
  public synchronized void importRun(
      ImportRunRequest request, StreamObserver<ImportRunResponse> answer) {
    imports.add(request);
    answer.onNext(imported);
    answer.onCompleted();
  }

  public synchronized List<RenderFigureRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public synchronized void renderFigure(
      RenderFigureRequest request, StreamObserver<RenderFigureResponse> answer) {
    requests.add(request);
    String svg = "<svg><!-- " + String.join(" ", request.getRunIdsList()) + " --></svg>";
    answer.onNext(
        RenderFigureResponse.newBuilder()
            .setMediaType("image/svg+xml")
            .setContent(ByteString.copyFromUtf8(svg))
            .build());
    answer.onCompleted();
  }
}
