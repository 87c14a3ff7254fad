package gradlab.training;

import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.Sha256;
import gradlab.weights.CheckpointFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A run's checkpoints: zip files in DL4J's own layout, which ComputationGraph.load reads, with the
 * trainer's progress beside it. Written to a temporary name, forced to disk, then renamed: one that
 * has its name is whole.
 */
final class Checkpoints {
  private static final String SUFFIX = ".zip";

  /** One at a time; what a killed worker left of one is overwritten by the next. */
  private static final String TEMPORARY = "unfinished.tmp";

  /** The configuration as JSON and the progress: some hundred KB for VGG_38. */
  private static final long OTHER_BYTES = 1 << 20;

  private static final String PROGRESS = "gradlab-progress.properties";

  private static final int LONGEST_PROGRESS = 64 * 1024;

  private final Path directory;

  Checkpoints(Path runDirectory) {
    directory = runDirectory.resolve("checkpoints");
  }

  /**
   * @param epoch the epoch the checkpoint belongs to
   * @throws IOException if it cannot be written; the ones before are untouched
   */
  CheckpointSaved save(String name, int epoch, ComputationGraph graph, Progress progress)
      throws IOException {
    Files.createDirectories(directory);
    Path temporary = directory.resolve(TEMPORARY);
    Path file = file(name);
    MessageDigest sha256 = Sha256.digest();
    try (var out = new FileOutputStream(temporary.toFile())) {
      write(
          new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), sha256), graph, progress);
      out.getFD().sync();
    } catch (IOException e) {
      Files.deleteIfExists(temporary); // on a full disk it takes the room that others need
      throw e;
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try (var entry = FileChannel.open(directory, StandardOpenOption.READ)) {
      entry.force(true); // the new name itself
    }
    String checksum = Sha256.hex(sha256);
    return new CheckpointSaved(
        name, epoch, progress.step(), Files.size(file), checksum, progress.bestEpoch());
  }

  /** More than a checkpoint of this graph has. */
  static long largestBytes(ComputationGraph graph) {
    long numbers = graph.params().length() + graph.getUpdater().getStateViewArray().length();
    return numbers * graph.params().dataType().width() + OTHER_BYTES;
  }

  /** What is free on the disk they are on. */
  long freeBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  private static void write(OutputStream out, ComputationGraph graph, Progress progress)
      throws IOException {
    var zip = new ZipOutputStream(out);
    zip.setLevel(ZipOutputStream.STORED); // weights do not compress
    zip.putNextEntry(new ZipEntry(ModelSerializer.CONFIGURATION_JSON));
    zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
    zip.putNextEntry(new ZipEntry(ModelSerializer.COEFFICIENTS_BIN));
    writeArray(zip, graph.params());
    zip.putNextEntry(new ZipEntry(ModelSerializer.UPDATER_BIN));
    writeArray(zip, graph.getUpdater().getStateViewArray());
    zip.putNextEntry(new ZipEntry(PROGRESS));
    progress.toProperties().store(zip, null);
    zip.finish();
    zip.flush();
  }

  private static void writeArray(OutputStream out, INDArray array) throws IOException {
    var data = new DataOutputStream(out);
    Nd4j.write(array, data);
    data.flush();
  }

  /**
   * Puts a checkpoint's weights and optimiser state into a graph of the same configuration.
   *
   * @throws IOException if it is missing or damaged; the message names the file
   */
  Progress load(String name, ComputationGraph graph) throws IOException {
    Path file = file(name);
    try (var zip = new ZipFile(file.toFile())) {
      INDArray updater = graph.getUpdater().getStateViewArray();
      CheckpointFile.check(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params().length());
      CheckpointFile.check(zip, ModelSerializer.UPDATER_BIN, updater.length());
      var properties = new Properties();
      properties.load(
          new ByteArrayInputStream(CheckpointFile.bytes(zip, PROGRESS, LONGEST_PROGRESS)));
      graph.params().assign(readArray(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params()));
      updater.assign(readArray(zip, ModelSerializer.UPDATER_BIN, updater));
      return Progress.of(properties);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("checkpoint " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static INDArray readArray(ZipFile zip, String name, INDArray like) throws IOException {
    try (var in = new DataInputStream(entry(zip, name))) {
      var array = Nd4j.read(in);
      if (array.length() != like.length()) {
        throw new IOException(
            name + " has " + array.length() + " numbers, the network " + like.length());
      }
      return array.reshape(like.shape());
    }
  }

  private static InputStream entry(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(name + " is missing");
    }
    return zip.getInputStream(entry);
  }

  private Path file(String name) {
    return directory.resolve(name + SUFFIX);
  }
}
