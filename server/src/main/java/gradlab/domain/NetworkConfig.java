package gradlab.domain;

/**
 * A network as stages x blocks, every default filled in.
 *
 * @param network the name users type, for example VGG_08
 * @param block block type: plain, bn, residual, bn_residual, dense, empty
 * @param stages number of stages; each ends in a reduction block that halves width and height
 * @param blocksPerStage processing blocks in a stage, the reduction block not counted
 * @param filters channels of every convolution
 * @param classes number of classes
 * @param activationSlope slope of LeakyReLU for negative inputs
 * @param deepSupervision whether each stage but the last has a companion classifier
 */
public record NetworkConfig(
    String network,
    String block,
    int stages,
    int blocksPerStage,
    int filters,
    int classes,
    double activationSlope,
    boolean deepSupervision) {

  /** The course's networks: 32 filters, 3 stages, 100 classes, slope 0.01 (PyTorch's default). */
  public static NetworkConfig vgg(String network, int blocksPerStage) {
    return new NetworkConfig(network, "plain", 3, blocksPerStage, 32, 100, 0.01, false);
  }
}
