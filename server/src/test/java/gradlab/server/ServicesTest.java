package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import gradlab.v1.DiagnoseRunRequest;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.FigureKind;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GetServerInfoRequest;
import gradlab.v1.PrepareDatasetMode;
import gradlab.v1.PrepareDatasetRequest;
import gradlab.v1.RenderFigureRequest;
import gradlab.v1.RunState;
import gradlab.v1.StreamMetricsRequest;
import gradlab.v1.StreamMetricsResponse;
import gradlab.v1.WorkerServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services answer about a run that has ended, and about the server. */
class ServicesTest {
  @TempDir static Path state;
  private static TestServer server;
  private static TestServer.Client client;
  private static String run;

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer(state, TestServer.RUNS);
    client = server.client;
    run = client.start("steps=20").getRunId();
    client.await(run, RunState.RUN_STATE_COMPLETED);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertRefused(Callable<?> call, Status.Code code, String words) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(words);
  }

  @Test
  void gradientFlowByEpochByStepAllAndLast() {
    var request = GetGradientFlowRequest.newBuilder().setRunId(run);
    var training = client.training();
    assertThat(training.getGradientFlow(request.build()).getFlows(0).getEpoch()).isEqualTo(1);
    assertThat(training.getGradientFlow(request.setEpoch(0).build()).getFlows(0).getStep())
        .isEqualTo(10);
    assertThat(training.getGradientFlow(request.setStep(20).build()).getFlows(0).getEpoch())
        .isEqualTo(1);
    var all = training.getGradientFlow(request.setAll(true).build());
    assertThat(all.getFlowsList()).hasSize(2);
    assertThat(all.getFlows(0).getGradientRatio()).isEqualTo(1e-9 / 1e-2);
    assertRefused(
        () -> training.getGradientFlow(request.setEpoch(7).build()),
        Status.Code.NOT_FOUND,
        "no gradient flow at the end of epoch 7; 2 are on record");
  }

  @Test
  void diagnosesAndDraws() {
    var verdict =
        client.training().diagnoseRun(DiagnoseRunRequest.newBuilder().setRunId(run).build());
    assertThat(verdict.getVerdict()).isEqualTo("vanishing");
    assertThat(verdict.getExplanation()).contains("7.0 decades");
    assertThat(figure(FigureKind.FIGURE_KIND_GRADIENT_FLOW, run))
        .contains("epoch 1: vanishing", "reduction_block_2_conv_1");
  }

  private static String figure(FigureKind kind, String... runs) {
    return figure(RenderFigureRequest.newBuilder().setKind(kind).addAllRunIds(List.of(runs)));
  }

  private static String figure(RenderFigureRequest.Builder request) {
    var figure = client.experiments().renderFigure(request.build());
    assertThat(figure.getMediaType()).isEqualTo("image/svg+xml");
    return figure.getContent().toStringUtf8();
  }

  @Test
  void drawsLearningCurvesAndTheSignal() throws Exception {
    var other = client.start("steps=10").getRunId(); // of the same name
    client.await(other, RunState.RUN_STATE_COMPLETED);
    assertThat(figure(FigureKind.FIGURE_KIND_LEARNING_CURVES, run, other))
        .contains("(" + run + ")</text>", "(" + other + ")</text>", ": 4.605</text>")
        .contains("training, epoch 1: 4.60</title>", "validation, epoch 0: 0.0200</title>")
        .doesNotContain("NaN");
    assertThat(figure(FigureKind.FIGURE_KIND_SIGNAL, run))
        .contains(
            "epoch 1: the logits' RMS is 0.250, that of<", ">what differs between images 0.125<")
        .contains("logit_linear_layer");
    var first =
        RenderFigureRequest.newBuilder()
            .setKind(FigureKind.FIGURE_KIND_GRADIENT_FLOW)
            .addRunIds(run)
            .setEpoch(0);
    assertThat(figure(first)).contains("epoch 0: vanishing");
    assertRefused(
        () -> figure(first.setEpoch(7)), Status.Code.NOT_FOUND, "flow at the end of epoch 7");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_SIGNAL, other),
        Status.Code.NOT_FOUND,
        other + " has no activations on record of epoch 0");
  }

  @Test
  void figuresOfWhatIsNotThereAreRefused() {
    assertRefused(
        () -> figure(RenderFigureRequest.newBuilder()), Status.Code.INVALID_ARGUMENT, "run_ids");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_UNSPECIFIED, run),
        Status.Code.INVALID_ARGUMENT,
        "must be GRADIENT_FLOW, LEARNING_CURVES or SIGNAL");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_LEARNING_CURVES, "abcdefghi".split("")),
        Status.Code.INVALID_ARGUMENT,
        "names 9 runs, must be 1 to 8: as many as there are colours");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_SIGNAL, "abcdefghijklm".split("")),
        Status.Code.INVALID_ARGUMENT,
        "names 13 runs, must be 1 to 12");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_SIGNAL, run, run),
        Status.Code.INVALID_ARGUMENT,
        "more than once");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_SIGNAL, "no-such-run"),
        Status.Code.NOT_FOUND,
        "no-such-run");
    var request = RenderFigureRequest.newBuilder().addRunIds(run);
    assertRefused(
        () -> figure(request.setKind(FigureKind.FIGURE_KIND_LEARNING_CURVES).setEpoch(0)),
        Status.Code.INVALID_ARGUMENT,
        "epoch: is not for LEARNING_CURVES");
    assertRefused(
        () -> figure(request.setKind(FigureKind.FIGURE_KIND_SIGNAL).setEpoch(-1)),
        Status.Code.INVALID_ARGUMENT,
        "epoch: is -1, must be at least 0");
  }

  @Test
  void nothingIsDrawnBeforeTheFirstEpochEnds() throws Exception {
    var early = client.start("steps=10", "hold=5").getRunId();
    server.awaitHolding(early);
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_LEARNING_CURVES, early),
        Status.Code.NOT_FOUND,
        early + " has not finished an epoch yet");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_GRADIENT_FLOW, early),
        Status.Code.NOT_FOUND,
        early + " has no gradient flow yet");
    assertRefused(
        () -> figure(FigureKind.FIGURE_KIND_SIGNAL, early),
        Status.Code.NOT_FOUND,
        early + " has no gradient flow yet");
    server.go(early);
    client.await(early, RunState.RUN_STATE_COMPLETED);
  }

  @Test
  void downloadsTheResultsWithTheirChecksum() throws Exception {
    var content = ByteString.empty();
    String sha256 = "";
    var chunks =
        client
            .training()
            .downloadArtifact(
                DownloadArtifactRequest.newBuilder().setRunId(run).setName("summary.csv").build());
    while (chunks.hasNext()) {
      var chunk = chunks.next();
      content = content.concat(chunk.getChunk());
      sha256 = chunk.getSha256();
    }
    assertThat(content.toStringUtf8().lines()).hasSize(3); // header, two epochs
    assertThat(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.toByteArray())))
        .isEqualTo(sha256);
    assertRefused(() -> download("test_summary.csv"), Status.Code.NOT_FOUND, "evaluate the run");
    assertRefused(
        () -> download("../run.log"), Status.Code.INVALID_ARGUMENT, "there are summary.csv");
  }

  private static boolean download(String name) {
    return client
        .training()
        .downloadArtifact(DownloadArtifactRequest.newBuilder().setRunId(run).setName(name).build())
        .hasNext();
  }

  @Test
  void saysWhatItIsAndWhatDataItHas() {
    var info = client.server().getServerInfo(GetServerInfoRequest.getDefaultInstance());
    assertThat(info.getVersion()).isEqualTo(gradlab.domain.Version.CURRENT);
    assertThat(info.getDataset().getSample()).isTrue();
    assertThat(info.getDataset().getTrainImages()).isEqualTo(2_000);
    assertThat(info.getLimits().getSlots()).isEqualTo(1);
    assertThat(info.getDevices(0).getName()).isNotBlank();
    assertThat(info.getDevices(0).getMemoryBytes()).isPositive();
    var health =
        HealthGrpc.newBlockingStub(client.channel())
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .check(HealthCheckRequest.getDefaultInstance());
    assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
  }

  /** gRPC's own service repeats the name; more than 8 KiB of that reach no client. */
  @Test
  void theHealthOfWhatHasALongNameIsNotKnown() {
    var health = HealthGrpc.newBlockingStub(client.channel());
    var request = HealthCheckRequest.newBuilder().setService("\u0001".repeat(20_000)).build();
    assertRefused(() -> health.check(request), Status.Code.NOT_FOUND, "unknown service \u0001");
  }

  @Test
  void verifiesTheDataWithProgress() {
    var progress =
        client
            .server()
            .prepareDataset(
                PrepareDatasetRequest.newBuilder()
                    .setMode(PrepareDatasetMode.PREPARE_DATASET_MODE_VERIFY)
                    .build());
    var last = progress.next();
    while (progress.hasNext()) {
      last = progress.next();
    }
    assertThat(last.getStage()).isEqualTo("done");
    assertThat(last.getDataset().getTestImages()).isEqualTo(500);
  }

  @Test
  void streamsAreCheckedAndBeat() throws Exception {
    assertRefused(
        () -> client.follow(run, 10_000), Status.Code.INVALID_ARGUMENT, "the run's next event");
    assertRefused(() -> client.follow("no-such-run", 0), Status.Code.NOT_FOUND, "no-such-run");
    assertRefused(() -> client.follow("../x", 0), Status.Code.INVALID_ARGUMENT, "run_id");

    var holding = client.start("steps=10", "hold=5").getRunId();
    server.awaitHolding(holding);
    var stream =
        client
            .training()
            .streamMetrics(StreamMetricsRequest.newBuilder().setRunId(holding).build());
    var item = stream.next();
    while (item.getItemCase() != StreamMetricsResponse.ItemCase.HEARTBEAT) {
      item = stream.next();
    }
    assertThat(item.getHeartbeat().getLastSeq())
        .isLessThanOrEqualTo(client.get(holding).getLastSeq());
    server.go(holding);
    client.await(holding, RunState.RUN_STATE_COMPLETED);
  }

  @Test
  void theWorkersServiceIsNotOnThePublicPort() {
    assertThat(WorkerServiceGrpc.SERVICE_NAME).isNotEmpty();
    assertRefused(
        () ->
            io.grpc.stub.ClientCalls.blockingUnaryCall(
                client.channel(),
                WorkerServiceGrpc.getAttachMethod().toBuilder()
                    .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
                    .build(),
                io.grpc.CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                gradlab.v1.AttachRequest.getDefaultInstance()),
        Status.Code.UNIMPLEMENTED,
        "");
  }
}
