package gradlab.data;

/**
 * Random bits as a pure function of the words given, with no state to save: the output function of
 * SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
 * Written here and not taken from java.util, so that a run resumed on another Java version goes on
 * with the same images.
 */
final class Mix {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Mix() {}

  static long mix(long seed, long epoch) {
    return finish(finish(seed + GOLDEN_GAMMA) + (epoch + 1) * GOLDEN_GAMMA);
  }

  static long mix(long seed, long epoch, long position) {
    // one more finish, to keep away from the numbers that shuffle() draws with the same key
    return finish(finish(mix(seed, epoch)) ^ (position + 1) * GOLDEN_GAMMA);
  }

  /** Puts the values in random order (Fisher-Yates), the same order for the same key. */
  static void shuffle(int[] values, long key) {
    long state = key;
    for (int i = values.length - 1; i > 0; i--) {
      long bits;
      do { // unbiased: values of the last, incomplete range of i + 1 are drawn again
        state += GOLDEN_GAMMA;
        bits = finish(state) >>> 1;
      } while (bits - bits % (i + 1) + i < 0);
      int j = (int) (bits % (i + 1));
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  private static long finish(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
