package gradlab.weights.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTypeTest {
  private static float half(int bits) {
    return ElementType.F16.floatOf(ByteBuffer.allocate(2).putShort((short) bits).flip());
  }

  private static float bfloat(int bits) {
    return ElementType.BF16.floatOf(ByteBuffer.allocate(2).putShort((short) bits).flip());
  }

  /** From IEEE 754's table of examples. */
  @ParameterizedTest
  @CsvSource({
    "3c00, 1.0",
    "c000, -2.0",
    "7bff, 65504.0",
    "0400, 6.103515625e-5",
    "03ff, 6.097555160522461e-5",
    "0001, 5.960464477539063e-8",
    "0000, 0.0",
    "8000, -0.0",
    "3555, 0.333251953125",
    "7c00, Infinity",
    "fc00, -Infinity",
    "7e00, NaN"
  })
  void halfPrecision(String bits, float value) {
    assertThat(Float.valueOf(half(Integer.parseInt(bits, 16)))).isEqualTo(Float.valueOf(value));
  }

  /** Finite values in the order of their bits. */
  @Test
  void halvesGrowWithTheirBits() {
    for (int bits = 1; bits < 0x7c00; bits++) {
      assertThat(half(bits)).isGreaterThan(half(bits - 1));
      assertThat(half(bits | 0x8000)).isEqualTo(-half(bits));
    }
  }

  /** A bfloat16 is a float32 without its lower half. */
  @Property
  void brainFloats(@ForAll float value) {
    int upper = Float.floatToRawIntBits(value) >>> 16;
    assertThat(Float.floatToRawIntBits(bfloat(upper)) >>> 16).isEqualTo(upper);
    assertThat(bfloat(0x3f80)).isEqualTo(1f);
    assertThat(bfloat(0xc2f7)).isEqualTo(-123.5f);
  }
}
