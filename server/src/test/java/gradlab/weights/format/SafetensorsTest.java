package gradlab.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static byte[] file(long headerLength, String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(text)
        .put(data)
        .array();
  }

  private static byte[] file(String header, int dataBytes) {
    return file(header.length(), header, new byte[dataBytes]);
  }

  @Test
  void theBytesAreThoseOfTheSpecification() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer =
        new SafetensorsWriter(
            out,
            Map.of("format", "pt"),
            List.of(
                new TensorShape("a.weight", new long[] {2, 1}), new TensorShape("b", new long[0])));
    writer.write(new float[] {1, -2});
    writer.write(new float[] {0.5f});
    writer.finish();
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    String padded = header + " ".repeat(Math.floorMod(-header.length(), 8));
    byte[] data =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(1)
            .putFloat(-2)
            .putFloat(0.5f)
            .array();
    assertThat(out.toByteArray()).isEqualTo(file(padded.length(), padded, data));
  }

  @Test
  void tensorsInAnyOrderAndOfEveryFloatType() throws IOException {
    String header =
        " {\"d\":{\"data_offsets\":[8,16],\"shape\":[1],\"dtype\":\"F64\"},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"h\":{\"dtype\":\"F16\",\"shape\":[1,1],\"data_offsets\":[16,18]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[18,20]}}   ";
    byte[] data =
        ByteBuffer.allocate(20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(7)
            .putDouble(0.1)
            .putShort((short) 0xc000)
            .putShort((short) 0x3f80)
            .array();
    byte[] whole = file(header.length(), header, data);
    assertThatThrownBy(() -> Sets.read(whole)).hasMessageContaining("'n' has elements of type I64");
    byte[] floats =
        new String(whole, StandardCharsets.ISO_8859_1)
            .replace("\"I64\"", "\"F64\"")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Sets.read(floats))
        .containsEntry("d", "[1][0.1]")
        .containsEntry("h", "[1, 1][-2.0]")
        .containsEntry("b", "[1][1.0]");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40})
  void aHeaderLengthBeyondTheFileIsAnError(long length) {
    assertThatThrownBy(() -> Sets.read(file(length, "{}      ", new byte[8])))
        .isInstanceOf(BadWeightsException.class)
        .hasMessageContaining("cut off");
  }

  /** A single tensor "x" with these fields, over 8 bytes of data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F32|[2]|[0,4]|do not fit its shape (2,)",
        "F32|[2]|[4,12]|begins at byte 4",
        "F32|[1]|[0,4]|there are 8",
        "F32|[4]|[0,16]|there are 8",
        "F32|[2]|[8,0]|do not fit",
        "F32|[9999999999,9999999999]|[0,8]|impossible shape",
        "F32|[4611686018427387904]|[0,8]|impossible sizes",
        "F32|[-2]|[0,8]|impossible sizes",
        "F32|[2.0]|[0,8]|impossible sizes",
        "F32|[2e0]|[0,8]|impossible sizes",
        "F32|[\"2\"]|[0,8]|STRING",
        "F32|[[2]]|[0,8]|BEGIN_ARRAY",
        "F32|2|[0,8]|not the JSON",
        "F32|null|[0,8]|not the JSON",
        "F32|[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]|[0,8]|impossible",
        "F32|[2]|[0]|two data_offsets",
        "F32|[2]|[0,8,8]|two data_offsets",
        "F4|[2]|[0,8]|unknown dtype 'F4'",
        "F32\",\"more\":\"|[2]|[0,8]|unknown field 'more'"
      })
  void aTensorThatDoesNotFitIsNamed(String type, String shape, String offsets, String words) {
    String header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
            .formatted(type, shape, offsets);
    assertThatThrownBy(() -> Sets.read(file(header, 8)))
        .isInstanceOf(BadWeightsException.class)
        .hasMessageContaining(words);
  }

  private static final String X = "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
  private static final String Y =
      "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}";

  @Test
  void overlapsGapsAndRepetitionsAreErrors() throws IOException {
    assertThat(Sets.read(file("{" + X + "," + Y.formatted(4, 8) + "}", 8))).hasSize(2);
    for (String header :
        List.of(
            "{" + X + "," + Y.formatted(2, 6) + "}", // overlaps
            "{" + X + "," + Y.formatted(0, 4) + "}", // the same bytes
            "{" + X + "," + Y.formatted(5, 9) + "}", // a gap
            "{" + X + "," + X + "}",
            "{\"__metadata__\":{},\"__metadata__\":{}," + X + "}",
            "{\"__metadata__\":{\"a\":1}," + X + "}",
            "{\"__metadata__\":[]," + X + "}",
            "{" + X + "} {}",
            "{" + X + ",}",
            "{" + X + "}//",
            "{'x':{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            "[" + X + "]",
            "[".repeat(100_000),
            "{\"x\":".repeat(100_000),
            "nonsense")) {
      for (int bytes : new int[] {4, 6, 8, 9}) {
        assertThatThrownBy(() -> Sets.read(file(header, bytes)))
            .as(header.substring(0, Math.min(100, header.length())))
            .isInstanceOf(BadWeightsException.class);
      }
    }
  }

  @Test
  void aHeaderThatIsNotUtf8IsAnError() {
    byte[] bytes = file("{\"__metadata__\":{\"a\":\"b\"}}", 0);
    bytes[bytes.length - 4] = (byte) 0xff;
    assertThatThrownBy(() -> Sets.read(bytes)).hasMessageContaining("UTF-8");
  }
}
