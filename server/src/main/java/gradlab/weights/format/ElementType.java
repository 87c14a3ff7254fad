package gradlab.weights.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What a tensor's elements are in a file. Named as in safetensors. */
enum ElementType {
  F64(8, "f8"),
  F32(4, "f4"),
  F16(2, "f2"),
  /** The upper half of a float32; NumPy has no such type. */
  BF16(2, ""),
  F8_E5M2(1, ""),
  F8_E4M3(1, ""),
  I64(8, "i8"),
  I32(4, "i4"),
  I16(2, "i2"),
  I8(1, "i1"),
  U64(8, "u8"),
  U32(4, "u4"),
  U16(2, "u2"),
  U8(1, "u1"),
  BOOL(1, "b1");

  private final int bytes;
  private final String numpy;

  ElementType(int bytes, String numpy) {
    this.bytes = bytes;
    this.numpy = numpy;
  }

  static Optional<ElementType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(t -> t.name().equals(name)).findFirst();
  }

  /** By NumPy's name without byte order: f4. */
  static Optional<ElementType> ofNumpy(String name) {
    return Arrays.stream(values()).filter(t -> t.numpy.equals(name)).findFirst();
  }

  int bytes() {
    return bytes;
  }

  /** Whether {@link #floatOf} takes it. */
  boolean isReadAsFloat() {
    return this == F32 || this == F64 || this == F16 || this == BF16;
  }

  /** The next element, rounded to float32; a float64 beyond float32 becomes infinite. */
  float floatOf(ByteBuffer next) {
    return switch (this) {
      case F32 -> next.getFloat();
      case F64 -> (float) next.getDouble();
      case F16 -> ofHalf(next.getShort());
      case BF16 -> Float.intBitsToFloat(next.getShort() << 16);
      case F8_E5M2, F8_E4M3, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
          throw new IllegalStateException(this + " is not read as float");
    };
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
  private static float ofHalf(short half) {
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f; // zero and subnormal
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        };
    return half < 0 ? -magnitude : magnitude;
  }
}
