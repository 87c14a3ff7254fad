package gradlab.data;

import java.util.Arrays;

/**
 * The course's split of the training images: 95 % for training, the rest for validation, chosen
 * with a fixed seed, not stratified. Bit-exact to NumPy's RandomState(0): the Mersenne twister and
 * a shuffle with masked rejection.
 *
 * @param train positions of the training images, in the shuffled order
 * @param val positions of the validation images, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // tens of thousands of ints; nobody compares splits
public record TrainValSplit(int[] train, int[] val) {
  private static final int SEED = 0;

  /**
   * @param n number of images in the train file
   */
  public static TrainValSplit of(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("number of images is " + n);
    }
    int[] p = permutation(n);
    int trainCount = (int) (n * 19L / 20); // floor(0.95 n) without rounding
    int[] val = Arrays.copyOfRange(p, trainCount, n);
    Arrays.sort(val);
    return new TrainValSplit(Arrays.copyOf(p, trainCount), val);
  }

  private static int[] permutation(int n) {
    MersenneTwister random = new MersenneTwister(SEED);
    int[] p = new int[n];
    Arrays.setAll(p, i -> i);
    for (int i = n - 1; i >= 1; i--) {
      int j = random.nextUpTo(i);
      int kept = p[i];
      p[i] = p[j];
      p[j] = kept;
    }
    return p;
  }
}
