package gradlab.golden;

import java.util.Map;

/**
 * What a run of a case computed.
 *
 * @param path name of the compute path
 * @param tensors by the names of the case's bounds
 * @param signs of the training passes
 * @param farthest from the kink that a sign was imposed (see {@link ImposedSigns#farthest()}); 0
 *     where none was
 */
record GoldenResult(String path, Map<String, float[]> tensors, Signs signs, double farthest) {}
