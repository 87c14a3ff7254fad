package gradlab.network;

import gradlab.domain.DeepSupervision;
import gradlab.domain.NetworkConfig;
import java.util.Optional;

/**
 * Everything that decides a network's shape and its first values.
 *
 * @param block block type, see {@link gradlab.network.blocks.BlockTypes}
 * @param imageSize width and height of the input in pixels
 * @param supervision the companion classifiers; empty: none
 */
public record NetworkSpec(
    String block,
    int stages,
    int blocksPerStage,
    int filters,
    int classes,
    int imageSize,
    LayerSettings layers,
    Optional<DeepSupervision> supervision) {
  private static final int CIFAR = 32;

  public static NetworkSpec of(NetworkConfig c) {
    return of(c.block(), c.stages(), c.blocksPerStage(), c.filters(), c.classes(), CIFAR)
        .with(LayerSettings.of(c))
        .withSupervision(c.deepSupervision());
  }

  /** Everything else as the course has it. */
  public static NetworkSpec of(
      String block, int stages, int blocksPerStage, int filters, int classes, int imageSize) {
    return new NetworkSpec(
        block,
        stages,
        blocksPerStage,
        filters,
        classes,
        imageSize,
        LayerSettings.COURSE,
        Optional.empty());
  }

  /** Weight of each companion classifier's loss; 0: there is none. */
  public double auxiliaryWeight() {
    return supervision.map(DeepSupervision::weight).orElse(0.0);
  }

  /** The slope of LeakyReLU for negative inputs. */
  public NetworkSpec withActivationSlope(double slope) {
    return with(layers.withActivationSlope(slope));
  }

  /** Width and height of each convolution, odd. */
  public NetworkSpec withKernel(int side) {
    return with(layers.withKernel(side));
  }

  /** Channels that a dense layer adds. */
  public NetworkSpec withGrowth(int channels) {
    return with(layers.withGrowth(channels));
  }

  /** The share of the features in front of each head's linear layer that training zeroes. */
  public NetworkSpec withDropout(double share) {
    return with(layers.withDropout(share));
  }

  /** The factor on the initial weights. */
  public NetworkSpec withInitScale(double factor) {
    return with(layers.withInitScale(factor));
  }

  /** A companion on each reduction block's output but the last; weight 0: none. */
  public NetworkSpec withSupervision(double weight) {
    return weight == 0
        ? withSupervision(Optional.empty())
        : withSupervision(weight, DeepSupervision.Heads.STAGE);
  }

  public NetworkSpec withSupervision(double weight, DeepSupervision.Heads heads) {
    return withSupervision(Optional.of(new DeepSupervision(weight, heads)));
  }

  private NetworkSpec withSupervision(Optional<DeepSupervision> other) {
    return new NetworkSpec(
        block, stages, blocksPerStage, filters, classes, imageSize, layers, other);
  }

  private NetworkSpec with(LayerSettings others) {
    return new NetworkSpec(
        block, stages, blocksPerStage, filters, classes, imageSize, others, supervision);
  }
}
