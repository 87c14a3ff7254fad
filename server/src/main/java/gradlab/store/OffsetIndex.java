package gradlab.store;

import java.util.Arrays;

/** Where in a log every 256th event begins. Thread-safe. */
final class OffsetIndex {
  static final int SPACING = 256;

  private long[] offsets = new long[4];
  private int count;

  /** Called for every event in order; keeps one in {@link #SPACING}. */
  synchronized void add(long seq, long offset) {
    if ((seq - 1) % SPACING != 0) {
      return;
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
    }
    offsets[count++] = offset;
  }

  /**
   * Offset of the last indexed event whose number is at most {@code seq}.
   *
   * @param start what to answer while there is no event
   */
  synchronized long floor(long seq, long start) {
    if (count == 0) {
      return start;
    }
    long entry = Math.max(0, seq - 1) / SPACING;
    return offsets[(int) Math.min(entry, count - 1)];
  }
}
