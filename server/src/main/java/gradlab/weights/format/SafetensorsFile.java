package gradlab.weights.format;

import gradlab.weights.format.SafetensorsHeader.Entry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: 8 bytes with the header's length, the header, the tensors' bytes one after
 * the other without overlap or gap.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class SafetensorsFile implements WeightsFile {
  /** Some 30,000 tensors; the reference implementation allows 100 MB. */
  private static final long LONGEST_HEADER = 4 << 20;

  private final FileChannel channel;
  private final Map<String, Entry> entries;
  private final long dataStart;

  private SafetensorsFile(FileChannel channel, Map<String, Entry> entries, long dataStart) {
    this.channel = channel;
    this.entries = entries;
    this.dataStart = dataStart;
  }

  static SafetensorsFile open(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return open(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SafetensorsFile open(FileChannel channel) throws IOException {
    InputStream in = Channels.newInputStream(channel);
    byte[] start = in.readNBytes(Long.BYTES);
    long length =
        start.length < Long.BYTES
            ? -1
            : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > channel.size() - Long.BYTES) {
      throw new BadWeightsException("it is neither a safetensors nor an npz file, or cut off");
    }
    if (length > LONGEST_HEADER) {
      throw new BadWeightsException(
          "its header has %,d bytes; at most %,d are read".formatted(length, LONGEST_HEADER));
    }
    var entries = SafetensorsHeader.parse(text(in.readNBytes((int) length)));
    long dataStart = Long.BYTES + length;
    checkContiguous(entries, channel.size() - dataStart);
    return new SafetensorsFile(channel, entries, dataStart);
  }

  private static String text(byte[] header) throws BadWeightsException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new BadWeightsException("its header is not UTF-8 text", e);
    }
  }

  private static void checkContiguous(Map<String, Entry> entries, long bytes)
      throws BadWeightsException {
    var inOrder =
        entries.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                    .thenComparingLong(e -> e.getValue().end()))
            .toList();
    long at = 0;
    for (var e : inOrder) {
      if (e.getValue().begin() != at) {
        throw new BadWeightsException(
            "'%s' begins at byte %d of the data, must begin at %d: tensors must neither overlap nor leave gaps"
                .formatted(e.getKey(), e.getValue().begin(), at));
      }
      at = e.getValue().end();
    }
    if (at != bytes) {
      throw new BadWeightsException(
          "its header describes %,d bytes of data, but there are %,d".formatted(at, bytes));
    }
  }

  @Override
  public Set<String> names() {
    return entries.keySet();
  }

  @Override
  public long[] shape(String name) {
    return entries.get(name).shape().clone();
  }

  @Override
  public float[] values(String name) throws IOException {
    var entry = entries.get(name);
    long elements = (entry.end() - entry.begin()) / entry.type().bytes();
    if (elements > Integer.MAX_VALUE / Float.BYTES) {
      throw new BadWeightsException("'%s' is too large".formatted(name));
    }
    channel.position(dataStart + entry.begin());
    var in = new BufferedInputStream(Channels.newInputStream(channel));
    return ElementReader.floats(name, in, entry.type(), ByteOrder.LITTLE_ENDIAN, (int) elements);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
