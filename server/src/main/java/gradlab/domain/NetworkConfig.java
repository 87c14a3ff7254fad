package gradlab.domain;

import java.util.Optional;
import java.util.OptionalInt;

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
 * @param deepSupervision the companion classifiers; empty: none
 * @param kernel width and height of each convolution, odd
 * @param growth channels that a dense layer adds; empty where the block has none, and in dense runs
 *     of before it could be chosen, which have {@link #GROWTH}
 * @param dropout share of the features in front of each linear layer that training zeroes, [0, 1)
 * @param initScale factor on the initial weights, above 0
 */
public record NetworkConfig(
    String network,
    String block,
    int stages,
    int blocksPerStage,
    int filters,
    int classes,
    double activationSlope,
    Optional<DeepSupervision> deepSupervision,
    int kernel,
    OptionalInt growth,
    double dropout,
    double initScale) {
  /** Width and height of the course's convolutions. */
  public static final int KERNEL = 3;

  /** Growth where none is given. */
  public static final int GROWTH = 8;

  /** With everything else as the course has it. */
  public NetworkConfig(
      String network,
      String block,
      int stages,
      int blocksPerStage,
      int filters,
      int classes,
      double activationSlope,
      boolean deepSupervision) {
    this(
        network,
        block,
        stages,
        blocksPerStage,
        filters,
        classes,
        activationSlope,
        deepSupervision ? Optional.of(DeepSupervision.DEFAULT) : Optional.empty(),
        KERNEL,
        OptionalInt.empty(),
        0,
        1);
  }

  /**
   * What is known of an imported run's network; the other settings mean nothing.
   *
   * @param network empty: not known
   * @param block empty: not known
   * @param stages 0: not known, and blocksPerStage neither
   */
  public static NetworkConfig imported(
      String network, String block, int stages, int blocksPerStage) {
    return new NetworkConfig(
        network,
        block,
        stages,
        blocksPerStage,
        0,
        0,
        Double.NaN,
        Optional.empty(),
        0,
        OptionalInt.empty(),
        Double.NaN,
        Double.NaN);
  }

  /** The course's networks: 32 filters, 3 stages, 100 classes, slope 0.01 (PyTorch's default). */
  public static NetworkConfig vgg(String network, int blocksPerStage) {
    return new NetworkConfig(network, "plain", 3, blocksPerStage, 32, 100, 0.01, false);
  }
}
