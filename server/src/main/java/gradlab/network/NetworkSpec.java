package gradlab.network;

import gradlab.domain.NetworkConfig;

/**
 * Everything that decides a network's shape.
 *
 * @param block block type, see {@link gradlab.network.blocks.BlockTypes}
 * @param imageSize width and height of the input in pixels
 * @param growth channels that a dense layer adds
 * @param auxiliaryWeight weight of each companion classifier's loss; 0: no companions
 */
public record NetworkSpec(
    String block,
    int stages,
    int blocksPerStage,
    int filters,
    int classes,
    int imageSize,
    double activationSlope,
    int growth,
    double auxiliaryWeight) {

  /** CIFAR's images are 32 x 32; growth 8 and weight 0.3 are the project's definitions. */
  public static NetworkSpec of(NetworkConfig config) {
    return new NetworkSpec(
        config.block(),
        config.stages(),
        config.blocksPerStage(),
        config.filters(),
        config.classes(),
        32,
        config.activationSlope(),
        8,
        config.deepSupervision() ? 0.3 : 0);
  }
}
