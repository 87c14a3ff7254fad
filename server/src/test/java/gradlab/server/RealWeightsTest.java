package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import gradlab.domain.NetworkConfig;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.network.Parameter;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.v1.EvaluateRunRequest;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import gradlab.v1.RunState;
import gradlab.v1.StartRunRequest;
import gradlab.v1.TrainingServiceGrpc;
import gradlab.v1.UploadArtifactRequest;
import gradlab.v1.UploadArtifactResponse;
import gradlab.weights.format.NpyArray;
import gradlab.weights.format.NpzWriter;
import gradlab.weights.format.TensorShape;
import gradlab.weights.format.WeightsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weights through a real server and a real worker, in and out. They are PyTorch's own files where
 * the shared folder is there, else some of the test's.
 */
class RealWeightsTest {
  private static final int CHUNK = 1 << 20;

  @TempDir Path state;
  @TempDir Path files;

  private static Path shared() {
    String named = System.getenv("GRADLAB_SHARED");
    return (named != null ? Path.of(named) : Path.of("..", "..", "shared")).resolve("golden");
  }

  private static String upload(TestServer.Client client, byte[] content) throws Exception {
    var answer = new Answers.Last<UploadArtifactResponse>();
    var call = TrainingServiceGrpc.newStub(client.channel()).uploadArtifact(answer);
    for (int at = 0; at < content.length; at += CHUNK) {
      var part = ByteString.copyFrom(content, at, Math.min(CHUNK, content.length - at));
      var message = UploadArtifactRequest.newBuilder().setChunk(part);
      if (at + CHUNK >= content.length) {
        message.setSha256(Answers.sha256(content));
      }
      call.onNext(message.build());
    }
    call.onCompleted();
    return answer.get().getArtifactId();
  }

  private static byte[] download(TestServer.Client client, String run, String name)
      throws Exception {
    var content = new ByteArrayOutputStream();
    String sha256 = "";
    var chunks =
        client
            .training()
            .downloadArtifact(
                DownloadArtifactRequest.newBuilder().setRunId(run).setName(name).build());
    String checkpoint = "";
    while (chunks.hasNext()) {
      var chunk = chunks.next();
      checkpoint += chunk.getCheckpoint();
      chunk.getChunk().writeTo(content);
      sha256 = chunk.getSha256();
    }
    assertThat(Answers.sha256(content.toByteArray())).isEqualTo(sha256);
    assertThat(checkpoint).isEqualTo("epoch-0000");
    return content.toByteArray();
  }

  private Map<String, float[]> read(byte[] content) throws IOException {
    Path file = files.resolve("read");
    Files.write(file, content);
    var values = new LinkedHashMap<String, float[]>();
    try (var weights = WeightsFile.open(file)) {
      for (String name : weights.names()) {
        values.put(name, weights.values(name));
      }
    }
    return values;
  }

  /** One step of 20 images with a learning rate that moves no float32 weight but zeros. */
  private static Run oneStep(TestServer.Client client, NetworkConfig network, String artifact)
      throws Exception {
    var request = StartRunRequest.newBuilder();
    var config = request.getConfigBuilder().setInitFrom(artifact);
    config
        .getNetworkBuilder()
        .setNetwork(network.network())
        .setBlock(network.block())
        .setFilters(network.filters());
    config
        .getTrainingBuilder()
        .setEpochs(1)
        .setMaxSteps(1)
        .setBatchSize(20)
        .setTrainLimit(20)
        .setLearningRate(1e-30)
        .setMinLearningRate(0);
    String run = client.training().startRun(request.build()).getRun().getRunId();
    return client.await(run, RunState.RUN_STATE_COMPLETED, RunState.RUN_STATE_FAILED);
  }

  /** The npz of a directory of arrays, as the client packs one. */
  private static byte[] pack(Path directory) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out);
        var arrays = Files.list(directory)) {
      for (Path array : arrays.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(array.getFileName().toString()));
        Files.copy(array, zip);
      }
    }
    return out.toByteArray();
  }

  private static byte[] ownWeights(NetworkDeclaration network) throws IOException {
    var out = new ByteArrayOutputStream();
    var random = new Random(7);
    var parameters = network.parameters().stream().filter(Parameter::trained).toList();
    var writer =
        new NpzWriter(
            out, parameters.stream().map(p -> new TensorShape(p.name(), p.shape())).toList());
    for (var p : parameters) {
      var values = new float[(int) p.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.05 * random.nextGaussian());
      }
      writer.write(values);
    }
    writer.finish();
    return out.toByteArray();
  }

  private static void assertSame(Map<String, float[]> found, String name, float[] expected) {
    assertThat(found.get(name)).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(name)[i]).as(name).isCloseTo(expected[i], within(1e-25f));
    }
  }

  @Test
  void weightsOfPyTorchComeOutAsTheyWentIn() throws Exception {
    boolean real = Files.isDirectory(shared());
    System.out.println("weights: " + (real ? "PyTorch's, of " + shared() : "the test's own"));
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      for (var network :
          new NetworkConfig[] {
            NetworkConfig.vgg("VGG_08", 0),
            new NetworkConfig("VGG_38", "bn_residual", 3, 5, 32, 100, 0.01, false)
          }) {
        var declaration = NetworkDeclaration.of(NetworkSpec.of(network));
        String golden =
            network.network() + (network.block().equals("plain") ? "" : "_" + network.block());
        Path folder = shared().resolve(golden).resolve("params");
        byte[] content = real ? pack(folder) : ownWeights(declaration);
        Run run = oneStep(client, network, upload(client, content));
        assertThat(run.getState()).as(run.getStateReason()).isEqualTo(RunState.RUN_STATE_COMPLETED);
        var expected = read(content);
        var found = read(download(client, run.getRunId(), "weights.safetensors"));
        assertThat(found.keySet())
            .containsExactlyElementsOf(
                declaration.parameters().stream().map(Parameter::name).toList());
        for (var p : declaration.parameters()) {
          if (p.trained()) {
            assertSame(found, p.name(), expected.get(p.name()));
          }
        }
        if (real) { // the same by the other way in: NumPy's files, one by one
          String name = "logit_linear_layer.weight";
          assertSame(found, name, NpyArray.read(folder.resolve(name + ".npy")).floats());
        }
        assertThat(client.follow(run.getRunId(), 1).stream().filter(RunEvent::hasNote))
            .singleElement()
            .satisfies(
                e ->
                    assertThat(e.getNote().getText())
                        .contains("started from the weights", "input_conv.bn_0.running_mean"));
      }
    }
  }

  /** Exported weights: the same network, whichever the format; the same loss on the same step. */
  @Test
  void aRunsOwnExportIsWhereTheNextOneStarts() throws Exception {
    var network = new NetworkConfig("VGG_08", "bn", 3, 0, 8, 100, 0.01, false);
    String run;
    byte[] safetensors;
    byte[] npz;
    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      var first = ownWeights(NetworkDeclaration.of(NetworkSpec.of(network)));
      run = oneStep(client, network, upload(client, first)).getRunId();
      safetensors = download(client, run, "weights.safetensors");
      npz = download(client, run, "weights.npz");
    } // kill -9
    var values = read(safetensors);
    assertThat(read(npz)).usingRecursiveComparison().isEqualTo(values);
    assertThat(values.get("input_conv.bn_0.running_mean")).isNotEqualTo(new float[8]);
    String header = new String(Arrays.copyOf(safetensors, 400), StandardCharsets.UTF_8);
    assertThat(header)
        .contains(
            "\"format\":\"pt\",\"run_id\":\"%s\",\"network\":\"VGG_08\",\"block\":\"bn\""
                .formatted(run),
            "\"checkpoint\":\"epoch-0000\",\"epoch\":\"0\",\"step\":\"1\",\"gradlab_version\":\"");

    try (var server = ServerProcess.training(state);
        var client = server.client()) {
      var one = oneStep(client, network, upload(client, safetensors));
      var other = oneStep(client, network, upload(client, npz));
      var before = client.get(run);
      assertThat(one.getLastEpoch().getTrainLoss()).isEqualTo(other.getLastEpoch().getTrainLoss());
      assertThat(one.getLastEpoch().getValLoss()).isEqualTo(other.getLastEpoch().getValLoss());
      assertThat(one.getTest()).isEqualTo(other.getTest());
      // in training mode the running statistics do not matter: the same weights, the same loss
      assertThat(one.getLastEpoch().getTrainLoss())
          .isCloseTo(before.getLastEpoch().getTrainLoss(), within(1e-6));
      client
          .training()
          .evaluateRun(EvaluateRunRequest.newBuilder().setRunId(one.getRunId()).build());
      var again = client.await(one.getRunId(), RunState.RUN_STATE_COMPLETED);
      assertThat(again.getTest()).isEqualTo(one.getTest());
      var more = read(download(client, one.getRunId(), "weights.npz"));
      values.forEach(
          (name, expected) -> {
            if (!name.contains("running_")) {
              assertSame(more, name, expected);
            }
          });
      // momentum 0.1: the second step takes the mean another tenth of the way to the batch's
      float[] firstMean = values.get("input_conv.bn_0.running_mean");
      float[] secondMean = more.get("input_conv.bn_0.running_mean");
      for (int i = 0; i < firstMean.length; i++) {
        assertThat(secondMean[i])
            .isCloseTo(1.9f * firstMean[i], within(1e-5f * Math.abs(firstMean[i]) + 1e-7f));
      }
    }
  }
}
