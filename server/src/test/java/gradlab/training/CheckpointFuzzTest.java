package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.NetworkConfig;
import gradlab.domain.TrainingConfigBuilder;
import gradlab.model.Networks;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.stress.fuzz.Mutations;
import gradlab.stress.fuzz.ReaderFuzz;
import gradlab.weights.CheckpointFile;
import gradlab.weights.format.BadWeightsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A damaged checkpoint is never taken for another one: it is refused, or gives what was saved. */
class CheckpointFuzzTest {
  private static final NetworkConfig NETWORK =
      new NetworkConfig("VGG_08", "plain", 3, 0, 2, 100, 0.01, false);
  private static final NetworkDeclaration DECLARATION =
      NetworkDeclaration.of(NetworkSpec.of(NETWORK));
  private static final ReaderFuzz FUZZ = new ReaderFuzz(20_260_101, 64 << 20);

  @TempDir Path directory;
  private ComputationGraph graph;
  private float[] params;
  private float[] updater;
  private Progress progress;
  private byte[] whole;

  @BeforeEach
  void save() throws IOException {
    graph = Networks.build(NETWORK, new TrainingConfigBuilder().epochs(1).build());
    graph.params().assign(Nd4j.randn(DataType.FLOAT, graph.params().shape()));
    var state = graph.getUpdater().getStateViewArray();
    state.assign(Nd4j.randn(DataType.FLOAT, state.shape()));
    params = graph.params().toFloatVector();
    updater = state.toFloatVector();
    progress = Progress.START.afterStep(new BatchResult(4.5, 0.1)).afterEpoch(0.2);
    new Checkpoints(directory).save("c", 0, graph, progress);
    whole = Files.readAllBytes(file());
  }

  private Path file() {
    return directory.resolve("checkpoints/c.zip");
  }

  private Progress load(byte[] bytes) throws IOException {
    Files.write(file(), bytes);
    graph.params().assign(0);
    graph.getUpdater().getStateViewArray().assign(0);
    return new Checkpoints(directory).load("c", graph);
  }

  private List<float[]> read(byte[] bytes) throws IOException {
    Files.write(file(), bytes);
    var values = new ArrayList<float[]>();
    CheckpointFile.read(file(), DECLARATION, (parameter, found) -> values.add(found));
    return values;
  }

  @Test
  void aResumeNeverGoesOnFromDamage() {
    int refused =
        FUZZ.run(
            500,
            random -> Mutations.of(whole, random),
            bytes -> {
              assertThat(load(bytes)).isEqualTo(progress);
              assertThat(graph.params().toFloatVector()).containsExactly(params);
              assertThat(graph.getUpdater().getStateViewArray().toFloatVector())
                  .containsExactly(updater);
            },
            e -> e instanceof IOException && e.getMessage().contains(file().toString()));
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void anExportNeverHoldsDamage() throws IOException {
    var expected = read(whole);
    int refused =
        FUZZ.run(
            500,
            random -> Mutations.of(whole, random),
            bytes -> assertThat(read(bytes)).usingRecursiveComparison().isEqualTo(expected),
            e -> e instanceof BadWeightsException);
    assertThat(refused).isGreaterThan(150);
  }

  /** The vector is damaged, the zip around it is whole: its checksum is that of the damage. */
  @Test
  void damagedVectorsInAWholeZipAreReadOrRefused() throws IOException {
    var parts = unzip(whole);
    byte[] vector = parts.get("coefficients.bin");
    FUZZ.run(
        500,
        random -> zip(parts, Mutations.of(vector, random)),
        this::read,
        e -> e instanceof BadWeightsException);
  }

  /** What it says of its own length is not believed. */
  @Test
  void impossibleLengthsAreRefused() throws IOException {
    var parts = unzip(whole);
    byte[] vector = parts.get("coefficients.bin");
    int at =
        vector.length - params.length * Float.BYTES - "FLOAT".length() - Short.BYTES - Long.BYTES;
    assertThat(ByteBuffer.wrap(vector).getLong(at)).isEqualTo(params.length);
    for (long length : new long[] {Long.MAX_VALUE, -1, Integer.MAX_VALUE, 0, params.length + 1L}) {
      ByteBuffer.wrap(vector).putLong(at, length);
      assertThatThrownBy(() -> load(zip(parts, vector)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("the network %,d".formatted(params.length));
    }
  }

  private static Map<String, byte[]> unzip(byte[] file) throws IOException {
    var parts = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), zip.readAllBytes());
      }
    }
    return parts;
  }

  private static byte[] zip(Map<String, byte[]> parts, byte[] coefficients) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getKey().equals("coefficients.bin") ? coefficients : part.getValue());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
