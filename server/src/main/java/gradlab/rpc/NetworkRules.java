package gradlab.rpc;

import gradlab.domain.NetworkConfig;
import gradlab.network.blocks.BlockTypes;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Fills in and checks which network is meant. */
final class NetworkRules {
  static final String FIELD = "config.network.";
  private static final Pattern NAME = Pattern.compile("VGG_([0-9]{2}|[1-9][0-9]{2})");
  private static final int IMAGE_SIDE = 32;
  private static final int MOST_STAGES = 5; // 32 / 2^5 = 1
  private static final NetworkConfig COURSE = NetworkConfig.vgg("VGG_08", 0);

  private final gradlab.v1.NetworkConfig asked;
  private final Violations violations;

  NetworkRules(gradlab.v1.NetworkConfig asked, Violations violations) {
    this.asked = asked;
    this.violations = violations;
  }

  /** The network; where there are violations, only good for finding more of them. */
  NetworkConfig check() {
    int stages = asked.hasStages() ? asked.getStages() : COURSE.stages();
    int filters = asked.hasFilters() ? asked.getFilters() : COURSE.filters();
    int classes = asked.hasClasses() ? asked.getClasses() : COURSE.classes();
    boolean stagesFit = checkStages(stages);
    int blocks = checkBlocksPerStage(stages, stagesFit);
    violations.range(FIELD + "filters", filters, 1, 1024);
    if (classes != COURSE.classes()) {
      violations.add(
          FIELD + "classes", "is %d, must be 100: CIFAR-100 has so many".formatted(classes));
    }
    String block = checkBlock();
    var layers = new LayerRules(asked, violations);
    return new NetworkConfig(
        asked.getNetwork(),
        block,
        stages,
        blocks,
        filters,
        classes,
        layers.activationSlope(),
        layers.deepSupervision(),
        layers.kernel(),
        layers.growth(block),
        layers.dropout(),
        layers.initScale());
  }

  private boolean checkStages(int stages) {
    if (stages > MOST_STAGES) {
      violations.add(
          FIELD + "stages",
          ("is %d, must be 1 to %d: each stage halves the %dx%d image, and after %d stages"
                  + " one pixel is left")
              .formatted(stages, MOST_STAGES, IMAGE_SIDE, IMAGE_SIDE, MOST_STAGES));
      return false;
    }
    return violations.range(FIELD + "stages", stages, 1, MOST_STAGES);
  }

  /**
   * Blocks per stage follow from the name where they are not given, and must agree where they are.
   */
  private int checkBlocksPerStage(int stages, boolean stagesFit) {
    var named = layersInName();
    boolean inRange =
        !asked.hasBlocksPerStage()
            || violations.range(FIELD + "blocks_per_stage", asked.getBlocksPerStage(), 0, 50);
    if (named.isEmpty() || !stagesFit || !inRange) {
      return asked.getBlocksPerStage();
    }
    int layers = named.getAsInt();
    if (asked.hasBlocksPerStage()) {
      int blocks = asked.getBlocksPerStage();
      if (layers(stages, blocks) != layers) {
        violations.add(
            FIELD + "network",
            "%s does not agree with %d stages of %d blocks, which is %s (stages * 2 * (blocks_per_stage + 1) + 2 layers)"
                .formatted(asked.getNetwork(), stages, blocks, nameOf(stages, blocks)));
      }
      return blocks;
    }
    int blocks = Math.max(0, (layers - 2) / (2 * stages) - 1);
    if (layers(stages, blocks) != layers || blocks > 50) {
      int below = Math.min(blocks, 49);
      violations.add(
          FIELD + "network",
          "there is no %s with %d stages; the nearest are %s (%d blocks per stage) and %s (%d)"
              .formatted(
                  asked.getNetwork(),
                  stages,
                  nameOf(stages, below),
                  below,
                  nameOf(stages, below + 1),
                  below + 1));
    }
    return blocks;
  }

  private OptionalInt layersInName() {
    String name = asked.getNetwork();
    if (name.isEmpty()) {
      violations.add(FIELD + "network", "is missing; say VGG_08, VGG_38 or another VGG_nn");
      return OptionalInt.empty();
    }
    var match = NAME.matcher(name);
    if (!match.matches()) {
      violations.add(
          FIELD + "network",
          "'%s' is not known; it is VGG_nn, such as VGG_08 or VGG_38".formatted(shown(name)));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(match.group(1)));
  }

  private String checkBlock() {
    String block = asked.getBlock().isEmpty() ? COURSE.block() : asked.getBlock();
    if (!BlockTypes.names().contains(block)) {
      violations.unknown(FIELD + "block", block, BlockTypes.names());
    }
    return block;
  }

  /** Convolutions and the linear layer as the course counts them: VGG_08, VGG_38. */
  private static int layers(int stages, int blocks) {
    return stages * 2 * (blocks + 1) + 2;
  }

  private static String nameOf(int stages, int blocks) {
    return "VGG_%02d".formatted(layers(stages, blocks));
  }

  static String shown(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > 60 ? ErrorSize.start(printable, 60) + "…" : printable;
  }
}
