package gradlab.compute;

import gradlab.network.Operation;
import java.util.SplittableRandom;

/** What a dropout multiplies by, drawn on the host so that every path draws the same. */
public final class DropoutMask {
  private DropoutMask() {}

  /**
   * @param seed of the pass, see {@link ComputePath#seed}
   * @param mask 0 or 1 / (1 - share) for each number of the batch; overwritten
   */
  public static void draw(long seed, Operation.Dropout dropout, float[] mask) {
    // The value's number keeps the masks of one pass's dropouts apart.
    var random = new SplittableRandom(seed + dropout.output());
    float kept = (float) (1 / (1 - dropout.share()));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < dropout.share() ? 0 : kept;
    }
  }
}
