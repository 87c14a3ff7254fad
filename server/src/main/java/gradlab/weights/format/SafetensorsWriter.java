package gradlab.weights.format;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes a safetensors file of float32 tensors. */
public final class SafetensorsWriter implements WeightsWriter {
  private static final int ALIGNMENT = 8;

  private final OutputStream out;
  private final Iterator<TensorShape> next;

  /**
   * @param metadata the header's __metadata__, in this order; format "pt" is what PyTorch asks for
   */
  public SafetensorsWriter(
      OutputStream out, Map<String, String> metadata, List<TensorShape> tensors)
      throws IOException {
    this.out = out;
    this.next = tensors.iterator();
    byte[] json = header(metadata, tensors).getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong((long) json.length + padding)
            .array());
    out.write(json);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
  }

  private static String header(Map<String, String> metadata, List<TensorShape> tensors)
      throws IOException {
    var text = new StringWriter();
    try (var json = new JsonWriter(text)) {
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name("__metadata__").beginObject();
        for (var e : metadata.entrySet()) {
          json.name(e.getKey()).value(e.getValue());
        }
        json.endObject();
      }
      long at = 0;
      for (var tensor : tensors) {
        json.name(tensor.name()).beginObject().name("dtype").value("F32").name("shape");
        json.beginArray();
        for (long size : tensor.shape()) {
          json.value(size);
        }
        json.endArray().name("data_offsets").beginArray().value(at);
        at += tensor.elements() * Float.BYTES;
        json.value(at).endArray().endObject();
      }
      json.endObject();
    }
    return text.toString();
  }

  @Override
  public void write(float[] values) throws IOException {
    next.next().check(values);
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  @Override
  public void finish() throws IOException {
    if (next.hasNext()) {
      throw new IllegalStateException(next.next().name() + " was not written");
    }
    out.flush();
  }
}
