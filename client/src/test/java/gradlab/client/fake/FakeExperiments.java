package gradlab.client.fake;

import com.google.protobuf.ByteString;
import gradlab.v1.ExperimentServiceGrpc;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RenderFigureResponse;
import io.grpc.stub.StreamObserver;

/** Draws an empty figure that names the runs. */
final class FakeExperiments extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  @Override
  public void renderFigure(
      RenderFigureRequest request, StreamObserver<RenderFigureResponse> answer) {
    String svg = "<svg><!-- " + String.join(" ", request.getRunIdsList()) + " --></svg>";
    answer.onNext(
        RenderFigureResponse.newBuilder()
            .setMediaType("image/svg+xml")
            .setContent(ByteString.copyFromUtf8(svg))
            .build());
    answer.onCompleted();
  }
}
