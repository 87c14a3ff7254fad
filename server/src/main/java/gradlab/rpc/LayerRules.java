package gradlab.rpc;

import gradlab.domain.DeepSupervision;
import gradlab.domain.DeepSupervision.Heads;
import gradlab.domain.NetworkConfig;
import gradlab.network.blocks.BlockTypes;
import java.util.Optional;
import java.util.OptionalInt;

/** Fills in and checks what a network's layers have in common, and its companion classifiers. */
final class LayerRules {
  private static final String FIELD = NetworkRules.FIELD;
  private static final int LARGEST_KERNEL = 7;
  private static final int MOST_GROWTH = 1024; // as many as filters
  private static final double LARGEST_FACTOR = 1000;
  private static final NetworkConfig COURSE = NetworkConfig.vgg("VGG_08", 0);

  private final gradlab.v1.NetworkConfig asked;
  private final Violations violations;

  LayerRules(gradlab.v1.NetworkConfig asked, Violations violations) {
    this.asked = asked;
    this.violations = violations;
  }

  /** Any odd one is fine on any map: zeroes are put around it, however small it is. */
  int kernel() {
    int kernel = asked.hasKernel() ? asked.getKernel() : COURSE.kernel();
    if (violations.range(FIELD + "kernel", kernel, 1, LARGEST_KERNEL) && kernel % 2 == 0) {
      violations.add(
          FIELD + "kernel",
          "is %d, must be odd: only then the same padding on both sides keeps the map's size"
              .formatted(kernel));
    }
    return kernel;
  }

  double activationSlope() {
    double slope =
        asked.hasActivationSlope() ? asked.getActivationSlope() : COURSE.activationSlope();
    if (violations.notNegative(FIELD + "activation_slope", slope) && slope > 1) {
      violations.add(FIELD + "activation_slope", "is %s, must be 0 to 1".formatted(slope));
    }
    return slope;
  }

  /**
   * @param block as asked for, or its default
   */
  OptionalInt growth(String block) {
    var growing = BlockTypes.growing();
    if (growing.contains(block)) {
      int growth = asked.hasGrowth() ? asked.getGrowth() : NetworkConfig.GROWTH;
      violations.range(FIELD + "growth", growth, 1, MOST_GROWTH);
      return OptionalInt.of(growth);
    }
    if (asked.hasGrowth() && BlockTypes.names().contains(block)) {
      violations.add(
          FIELD + "growth",
          "means nothing to block %s, only to %s: choose that block or leave growth out"
              .formatted(block, String.join(", ", growing)));
    }
    return OptionalInt.empty();
  }

  double dropout() {
    double share = asked.hasDropout() ? asked.getDropout() : COURSE.dropout();
    if (violations.notNegative(FIELD + "dropout", share) && share >= 1) {
      violations.add(
          FIELD + "dropout",
          "is %s, must be 0 to below 1: with 1 nothing would reach the linear layer"
              .formatted(share));
    }
    return share;
  }

  double initScale() {
    double scale = asked.hasInitScale() ? asked.getInitScale() : COURSE.initScale();
    checkFactor("init_scale", scale);
    return scale;
  }

  Optional<DeepSupervision> deepSupervision() {
    if (!asked.getDeepSupervision()) {
      refuse("supervision_weight", asked.hasSupervisionWeight());
      refuse("supervision_heads", !asked.getSupervisionHeads().isEmpty());
      return Optional.empty();
    }
    double weight =
        asked.hasSupervisionWeight() ? asked.getSupervisionWeight() : DeepSupervision.WEIGHT;
    checkFactor("supervision_weight", weight);
    return Optional.of(new DeepSupervision(weight, heads(asked.getSupervisionHeads())));
  }

  private void refuse(String field, boolean given) {
    if (given) {
      violations.add(
          FIELD + field,
          "means nothing without deep_supervision: set deep_supervision or leave this out");
    }
  }

  private Heads heads(String word) {
    var heads = word.isEmpty() ? Optional.of(Heads.STAGE) : Heads.named(word);
    if (heads.isEmpty()) {
      violations.add(
          FIELD + "supervision_heads",
          "'%s' is not known; it is stage or block".formatted(NetworkRules.shown(word)));
    }
    return heads.orElse(Heads.STAGE);
  }

  private void checkFactor(String field, double value) {
    if (violations.positive(FIELD + field, value) && value > LARGEST_FACTOR) {
      violations.add(
          FIELD + field,
          "is %s, must be above 0 and at most %.0f".formatted(value, LARGEST_FACTOR));
    }
  }
}
