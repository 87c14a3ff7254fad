package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import gradlab.domain.NetworkConfig;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.v1.DeleteRunRequest;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingServiceGrpc;
import gradlab.v1.UploadArtifactRequest;
import gradlab.weights.format.SafetensorsWriter;
import gradlab.weights.format.TensorShape;
import gradlab.weights.format.WeightsFile;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in and out of a server, and runs that start from them; the workers are scripted. */
class ArtifactsTest {
  private static final NetworkDeclaration NETWORK =
      NetworkDeclaration.of(NetworkSpec.of(NetworkConfig.vgg("VGG_08", 0)));

  @TempDir static Path state;
  private static TestServer server;
  private static TestServer.Client client;

  @BeforeAll
  static void start() {
    server = new TestServer(state, TestServer.RUNS);
    client = server.client;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /**
   * Weights of VGG_08.
   *
   * @param value of every element
   * @param wider how much too wide the last tensor is
   */
  private static byte[] weights(float value, int wider) throws IOException {
    var shapes =
        NETWORK.parameters().stream()
            .map(
                p ->
                    p.name().equals("logit_linear_layer.bias")
                        ? new TensorShape(p.name(), new long[] {100 + wider})
                        : new TensorShape(p.name(), p.shape()))
            .toList();
    var out = new ByteArrayOutputStream();
    var writer = new SafetensorsWriter(out, Map.of(), shapes);
    for (var shape : shapes) {
      int length = 1;
      for (long size : shape.shape()) {
        length *= (int) size;
      }
      var values = new float[length];
      java.util.Arrays.fill(values, value);
      writer.write(values);
    }
    writer.finish();
    return out.toByteArray();
  }

  private static UploadArtifactRequest.Builder chunk(byte... content) {
    return UploadArtifactRequest.newBuilder().setChunk(ByteString.copyFrom(content));
  }

  private static String upload(UploadArtifactRequest.Builder... messages) throws Exception {
    var answer = new Answers.Last<gradlab.v1.UploadArtifactResponse>();
    var call = TrainingServiceGrpc.newStub(client.channel()).uploadArtifact(answer);
    for (var message : messages) {
      call.onNext(message.build());
    }
    call.onCompleted();
    return answer.get().getArtifactId();
  }

  private static String upload(byte[] content) throws Exception {
    return upload(chunk(content).setName("w").setSha256(Answers.sha256(content)));
  }

  private static void assertRefused(Callable<?> call, Status.Code code, String... words) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).contains(words);
            });
  }

  private static List<Path> partials() throws IOException {
    try (var files = Files.list(state.resolve("artifacts"))) {
      return files.filter(f -> f.toString().endsWith(".part")).toList();
    }
  }

  @Test
  void anUploadInPiecesIsKeptUnderItsChecksum() throws Exception {
    var content = new byte[] {1, 2, 3};
    String sha256 = Answers.sha256(content);
    String id =
        upload(
            chunk((byte) 1).setName("x").setSizeBytes(3),
            chunk((byte) 2),
            chunk((byte) 3),
            UploadArtifactRequest.newBuilder().setSha256(sha256));
    assertThat(id).isEqualTo(sha256);
    assertThat(state.resolve("artifacts").resolve(id)).hasBinaryContent(content);
    assertThat(upload(content)).isEqualTo(id);
  }

  @Test
  void anUploadThatIsWrongIsRefusedAndLeavesNothing() throws Exception {
    var invalid = Status.Code.INVALID_ARGUMENT;
    assertRefused(ArtifactsTest::upload, invalid, "chunk: there is no content");
    assertRefused(() -> upload(chunk().setSha256("00")), invalid, "the file is empty");
    assertRefused(() -> upload(chunk((byte) 9)), invalid, "sha256: is missing");
    assertRefused(() -> upload(chunk((byte) 9).setSha256("00")), invalid, "damaged on its way");
    assertRefused(
        () -> upload(chunk((byte) 9).setSha256("00"), chunk()), invalid, "before the last message");
    assertRefused(
        () -> upload(chunk((byte) 9), chunk((byte) 9).setName("late")), invalid, "first message");
    assertRefused(
        () -> upload(chunk((byte) 9).setName("n".repeat(101))), invalid, "101 characters");
    assertRefused(() -> upload(chunk(new byte[(1 << 20) + 1])), invalid, "chunk: is 1048577");
    assertRefused(
        () -> upload(chunk((byte) 9).setSizeBytes((64 << 20) + 1)),
        Status.Code.RESOURCE_EXHAUSTED,
        "takes at most 67,108,864");
    var most = new UploadArtifactRequest.Builder[65];
    java.util.Arrays.setAll(most, i -> chunk(new byte[1 << 20]));
    assertRefused(() -> upload(most), Status.Code.RESOURCE_EXHAUSTED, "takes at most 67,108,864");
    assertThat(partials()).isEmpty();
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws Exception {
    var answer = new Answers.Last<gradlab.v1.UploadArtifactResponse>();
    var call =
        (ClientCallStreamObserver<UploadArtifactRequest>)
            TrainingServiceGrpc.newStub(client.channel()).uploadArtifact(answer);
    call.onNext(chunk(new byte[1000]).build());
    Await.until("the upload is on disk", TestServer.LIMIT, () -> !partials().isEmpty());
    call.cancel("gone", new IOException("gone"));
    Await.until("nothing is left", TestServer.LIMIT, () -> partials().isEmpty());
  }

  private static StartRunRequest request(String artifact, String requestId) {
    var request = TestServer.Client.request("steps=10").toBuilder().setRequestId(requestId);
    request.getConfigBuilder().setInitFrom(artifact);
    return request.build();
  }

  private static String refusal(String artifact) {
    try {
      client.training().startRun(request(artifact, ""));
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      return e.getStatus().getDescription();
    }
    throw new AssertionError("started");
  }

  @Test
  void weightsThatDoNotFitAreRefusedBeforeThereIsARun() throws Exception {
    long before = runs();
    assertThat(refusal("x")).startsWith("config.init_from: 'x' is no artifact id");
    assertThat(refusal("0".repeat(64))).contains("there is no uploaded file 000000000000...");
    assertThat(refusal(upload("hello, this is no file of weights".getBytes())))
        .contains("config.init_from: cannot be used: it is neither a safetensors nor an npz file");
    assertThat(refusal(upload(weights(0, 1))))
        .isEqualTo(
            "config.init_from: 1 tensor is of another shape: logit_linear_layer.bias is [101], must"
                + " be [100]");
    assertThat(refusal(upload(weights(Float.NaN, 0)))).contains("holds NaN as element 0");
    assertThat(runs()).isEqualTo(before);
  }

  /** The trailers of gRPC take 8 KiB: an error that does not fit would arrive as another one. */
  @Test
  void anErrorAboutAWholeNetworkFitsItsMessage() throws Exception {
    var request = request(upload(weights(0, 0)), "").toBuilder();
    request.getConfigBuilder().getNetworkBuilder().setNetwork("VGG_200").setBlock("bn_residual");
    request.getConfigBuilder().getNetworkBuilder().setFilters(8);
    assertRefused(
        () -> client.training().startRun(request.build()),
        Status.Code.INVALID_ARGUMENT,
        "tensors are missing: ",
        "tensors are of another shape: ",
        "is [32, 3, 3, 3], must be [8, 3, 3, 3]");
  }

  private static long runs() throws IOException {
    try (var runs = Files.list(state.resolve("runs"))) {
      return runs.count();
    }
  }

  @Test
  void aRunHasItsOwnCopyOfItsWeights() throws Exception {
    byte[] content = weights(0.25f, 0);
    String artifact = upload(content);
    var started = client.training().startRun(request(artifact, "once")).getRun();
    assertThat(started.getConfig().getInitFrom()).isEqualTo(artifact);
    Path copy = server.directory(started.getRunId()).resolve("init.safetensors");
    Files.delete(state.resolve("artifacts").resolve(artifact));
    try (var file = WeightsFile.open(copy)) {
      assertThat(file.names()).hasSize(NETWORK.parameters().size());
      assertThat(file.values("logit_linear_layer.bias")).hasSize(100).containsOnly(0.25f);
    }
    client.await(started.getRunId(), RunState.RUN_STATE_COMPLETED);
    assertThat(client.get(started.getRunId()).getConfig().getInitFrom()).isEqualTo(artifact);
    // the same request again needs no upload: the run is there
    var again = client.training().startRun(request(artifact, "once")).getRun();
    assertThat(again.getRunId()).isEqualTo(started.getRunId());
    assertThat(refusal(artifact)).contains("there is no uploaded file");
    client.training().deleteRun(DeleteRunRequest.newBuilder().setRunId(started.getRunId()).build());
    assertThat(copy).doesNotExist();
  }

  private static boolean download(String run, String name, String checkpoint) {
    return client
        .training()
        .downloadArtifact(
            DownloadArtifactRequest.newBuilder()
                .setRunId(run)
                .setName(name)
                .setCheckpoint(checkpoint)
                .build())
        .hasNext();
  }

  @Test
  void whatCannotBeExportedSaysWhy() throws Exception {
    String run = client.start("steps=20").getRunId();
    client.await(run, RunState.RUN_STATE_COMPLETED);
    String weights = "weights.safetensors";
    assertRefused(
        () -> download(run, "weights.pt", ""),
        Status.Code.INVALID_ARGUMENT,
        "name: 'weights.pt' is not known; there are summary.csv, test_summary.csv,"
            + " course.zip, tensorboard.zip, mlflow.zip, gradient_flow.csv,"
            + " weights.safetensors, weights.npz");
    assertRefused(
        () -> download(run, "summary.csv", "best"), Status.Code.INVALID_ARGUMENT, "checkpoint: ");
    assertRefused(
        () -> download(run, weights, "../../x"),
        Status.Code.NOT_FOUND,
        "has no checkpoint '../../x'; it has 2");
    var checkpoints = server.directory(run).resolve("checkpoints");
    for (var checkpoint : client.get(run).getCheckpointsList()) {
      Files.delete(checkpoints.resolve(checkpoint.getName() + ".zip"));
    }
    assertRefused(
        () -> download(run, weights, "last"), Status.Code.NOT_FOUND, "not on the server's disk");
    for (var checkpoint : client.get(run).getCheckpointsList()) {
      Files.write(checkpoints.resolve(checkpoint.getName() + ".zip"), new byte[] {1, 2, 3});
    }
    assertRefused(
        () -> download(run, weights, ""), Status.Code.FAILED_PRECONDITION, "cannot be read");
    String none = client.start("steps=5").getRunId();
    client.await(none, RunState.RUN_STATE_COMPLETED);
    assertRefused(
        () -> download(none, weights, ""), Status.Code.FAILED_PRECONDITION, "no checkpoint yet");
    assertThat(partials()).isEmpty();
  }
}
