package gradlab.weights.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a npz file of float32 arrays, not compressed, as numpy.savez does. */
public final class NpzWriter implements WeightsWriter {
  /** The first that a zip can say: a file depends on nothing but its tensors. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int ALIGNMENT = 64;

  private final ZipOutputStream zip;
  private final Iterator<TensorShape> next;

  public NpzWriter(OutputStream out, List<TensorShape> tensors) {
    this.zip = new ZipOutputStream(out);
    this.next = tensors.iterator();
    zip.setMethod(ZipOutputStream.STORED); // weights do not compress
  }

  @Override
  public void write(float[] values) throws IOException {
    var tensor = next.next();
    tensor.check(values);
    byte[] npy = npy(tensor.shape(), values);
    var crc = new CRC32();
    crc.update(npy);
    var entry = new ZipEntry(tensor.name() + ".npy");
    entry.setTimeLocal(TIME);
    entry.setSize(npy.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(npy);
    zip.closeEntry();
  }

  private static byte[] npy(long[] shape, float[] values) {
    var dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }".formatted(Shapes.text(shape));
    int unpadded = 10 + dictionary.length() + 1;
    int start = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    var header = dictionary + " ".repeat(start - unpadded) + "\n";
    var bytes =
        ByteBuffer.allocate(start + values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  @Override
  public void finish() throws IOException {
    if (next.hasNext()) {
      throw new IllegalStateException(next.next().name() + " was not written");
    }
    zip.finish();
  }
}
