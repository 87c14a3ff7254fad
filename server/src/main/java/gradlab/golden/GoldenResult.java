package gradlab.golden;

import java.util.Map;

/**
 * What a run of a case computed.
 *
 * @param path name of the compute path
 * @param tensors by the names of the case's bounds
 * @param signs of the training passes
 * @param opposed how many signs were imposed against the input's own; 0 where none was
 * @param farthest from the kink that a sign was imposed (see {@link ImposedSigns#farthest()}); 0
 *     where none was
 */
record GoldenResult(
    String path, Map<String, float[]> tensors, Signs signs, long opposed, double farthest) {
  /** Rounding flips about one in a million; more is an error. */
  private static final double ROUNDING_SHARE = 1e-5;

  /**
   * An activation that changed sides must be next to nothing (see {@link ImposedSigns#farthest()}).
   * The same as the tightest bound of a tensor; float32 of the deepest golden case gives 1.3e-5.
   */
  private static final double FARTHEST = 1e-4;

  /**
   * Whether rounding explains the linear pieces that this run was put on. Counted on the way and
   * not against a free run: the two drift apart with each step.
   */
  boolean piecesChosenByRounding() {
    return opposed <= ROUNDING_SHARE * signs.count() && farthest <= FARTHEST;
  }
}
