package gradlab.stress.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage as disks, networks and enemies do it. The same random numbers do the same damage. */
public final class Mutations {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    0x7f,
    0xff,
    0x7fff,
    0xffff,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 40
  };

  private Mutations() {}

  /** A copy with one to four damages. */
  public static byte[] of(byte[] bytes, SplittableRandom random) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return any(random, 1 + random.nextInt(20));
    }
    int at = random.nextInt(bytes.length);
    int to = at + random.nextInt(bytes.length - at + 1);
    return switch (random.nextInt(8)) {
      case 0, 1 -> bit(bytes, at, random);
      case 2 -> number(bytes, at, random);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> filled(bytes, at, to);
      case 5 -> without(bytes, at, to);
      case 6 -> spliced(bytes, at, Arrays.copyOfRange(bytes, random.nextInt(at + 1), to));
      default -> spliced(bytes, at, any(random, random.nextInt(100)));
    };
  }

  private static byte[] bit(byte[] bytes, int at, SplittableRandom random) {
    byte[] damaged = bytes.clone();
    damaged[at] ^= (byte) (1 << random.nextInt(8));
    return damaged;
  }

  /** A number over what was there: lengths and offsets are among it. */
  private static byte[] number(byte[] bytes, int at, SplittableRandom random) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
    int size = new int[] {1, 2, 4, 8}[random.nextInt(4)];
    var order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    var eight = ByteBuffer.allocate(8).order(order).putLong(number).array();
    int from = order == ByteOrder.BIG_ENDIAN ? 8 - size : 0;
    byte[] damaged = bytes.clone();
    System.arraycopy(eight, from, damaged, at, Math.min(size, bytes.length - at));
    return damaged;
  }

  private static byte[] filled(byte[] bytes, int from, int to) {
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, from, to, (byte) 0);
    return damaged;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    return spliced(Arrays.copyOf(bytes, from), from, Arrays.copyOfRange(bytes, to, bytes.length));
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] more) {
    return ByteBuffer.allocate(bytes.length + more.length)
        .put(bytes, 0, at)
        .put(more)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  private static byte[] any(SplittableRandom random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
