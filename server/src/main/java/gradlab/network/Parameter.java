package gradlab.network;

import java.util.Arrays;

/**
 * A named tensor of a network, in PyTorch's layout.
 *
 * @param name the course's name without layer_dict, for example reduction_block_0.conv_1.weight
 * @param shape convolution OIHW, linear out x in, otherwise one dimension
 * @param kind what it is, which decides how it starts and whether the optimiser moves it
 * @param bound uniform initialisation in (-bound, bound); 0 for kinds that start constant
 */
public record Parameter(String name, long[] shape, Kind kind, double bound) {
  /** What a parameter is. */
  public enum Kind {
    WEIGHT,
    BIAS,
    /** Batch norm's scale, starts at 1. */
    GAMMA,
    /** Batch norm's shift, starts at 0. */
    BETA,
    /** Starts at 0, not trained. */
    RUNNING_MEAN,
    /** Starts at 1, not trained. */
    RUNNING_VARIANCE
  }

  public long length() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Whether the optimiser moves it. */
  public boolean trained() {
    return kind != Kind.RUNNING_MEAN && kind != Kind.RUNNING_VARIANCE;
  }

  /**
   * The name in gradient figures, as the course has it: weights and gammas only, dots become
   * underscores, the linear weight comes first: reduction_block_0_conv_1, input_conv_bn_0,
   * weight_logit_linear_layer.
   */
  public String layerName() {
    var stem = name.substring(0, name.lastIndexOf('.'));
    return stem.endsWith("linear_layer") || stem.contains("linear_layer_")
        ? "weight_" + stem
        : stem.replace('.', '_');
  }

  /** Whether the gradient figures show it. */
  public boolean inGradientFlow() {
    return kind == Kind.WEIGHT || kind == Kind.GAMMA;
  }
}
