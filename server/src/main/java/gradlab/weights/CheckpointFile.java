package gradlab.weights;

import gradlab.network.NetworkDeclaration;
import gradlab.network.Parameter;
import gradlab.weights.format.BadWeightsException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The weights in a DL4J checkpoint, read without DL4J: coefficients.bin is ND4J's binary form of
 * one float vector, the network's parameters one after the other in the declaration's order, each
 * in C order.
 */
public final class CheckpointFile {
  private static final String COEFFICIENTS = "coefficients.bin";

  /** ND4J describes a shape with 2 x dimensions + 4 numbers. */
  private static final long LONGEST_SHAPE = 2 * 32 + 4;

  private CheckpointFile() {}

  /** Takes a parameter's values. */
  public interface Consumer {
    void accept(Parameter parameter, float[] values) throws IOException;
  }

  /**
   * Checks that an entry is one whole float vector, before somebody reads it who believes what it
   * says of itself: ZipFile does not compare checksums, and ND4J allocates what it is told to.
   *
   * @throws BadWeightsException if it is missing, damaged or of another length
   */
  public static void check(ZipFile zip, String name, long elements) throws IOException {
    read(
        zip,
        name,
        in -> {
          head(in, elements);
          in.skipNBytes(elements * Float.BYTES);
        });
  }

  /**
   * The whole content of a small entry.
   *
   * @throws BadWeightsException if it is missing or damaged
   */
  public static byte[] bytes(ZipFile zip, String name, int most) throws IOException {
    var content = new byte[1][];
    read(zip, name, in -> content[0] = in.readNBytes(most));
    return content[0];
  }

  /**
   * Reads every parameter in order, one at a time.
   *
   * @throws BadWeightsException if the file is damaged or of another network; some parameters may
   *     have been delivered by then
   */
  public static void read(Path checkpoint, NetworkDeclaration network, Consumer consumer)
      throws IOException {
    long needed = network.parameters().stream().mapToLong(Parameter::length).sum();
    try (var zip = new ZipFile(checkpoint.toFile())) {
      read(
          zip,
          COEFFICIENTS,
          in -> {
            head(in, needed);
            for (var p : network.parameters()) {
              consumer.accept(p, floats(in, Math.toIntExact(p.length())));
            }
          });
    } catch (ZipException | EOFException e) {
      throw new BadWeightsException("it is damaged: " + e.getMessage(), e);
    }
  }

  private interface Content {
    void read(DataInputStream in) throws IOException;
  }

  /** Reads an entry to its end, and compares its checksum. */
  private static void read(ZipFile zip, String name, Content content) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new BadWeightsException("it holds no " + name);
    }
    try (var checked =
        new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
      content.read(new DataInputStream(checked));
      if (checked.read() >= 0 || checked.getChecksum().getValue() != entry.getCrc()) {
        throw new BadWeightsException(name + " is damaged: its checksum is wrong");
      }
    } catch (ZipException | EOFException | UTFDataFormatException | IllegalArgumentException e) {
      throw new BadWeightsException(name + " is damaged: " + e.getMessage(), e);
    }
  }

  /** What ND4J writes before a vector's elements. */
  private static void head(DataInputStream in, long needed) throws IOException {
    long shape = bufferLength(in, "LONG");
    if (shape < 0 || shape > LONGEST_SHAPE) {
      throw new BadWeightsException("it is damaged: its shape cannot be read");
    }
    in.skipNBytes(shape * Long.BYTES); // a vector's shape says no more than its length
    long elements = bufferLength(in, "FLOAT");
    if (elements != needed) {
      throw new BadWeightsException(
          "it has %,d numbers, the network %,d".formatted(elements, needed));
    }
  }

  /** The head of an ND4J buffer: how it was allocated, its length in elements, their type. */
  private static long bufferLength(DataInputStream in, String wanted) throws IOException {
    in.readUTF();
    long length = in.readLong();
    String type = in.readUTF();
    if (!type.equals(wanted)) {
      throw new BadWeightsException("it is damaged: no " + wanted + " where one must be");
    }
    return length;
  }

  /** ND4J writes big-endian. */
  private static float[] floats(DataInputStream in, int count) throws IOException {
    var bytes = new byte[count * Float.BYTES];
    in.readFully(bytes);
    var values = new float[count];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
