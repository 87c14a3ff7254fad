package gradlab.exchange.course;

import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.network.Parameter;
import gradlab.network.blocks.BlockTypes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which network layers are of, as far as their names tell. A network with skips has the names of
 * one without, so a block is only known where all that fit are the same network.
 *
 * @param network empty: not known
 * @param block empty: not known
 * @param stages 0: not known
 */
public record LayerNames(String network, String block, int stages, int blocksPerStage) {
  public static final LayerNames UNKNOWN = new LayerNames("", "", 0, 0);

  private static final Pattern REDUCTION = Pattern.compile("reduction_block_(\\d+)_conv_0");
  private static final Pattern BLOCK = Pattern.compile("block_0_\\d+_conv_0");
  private static final int MOST_STAGES = 5;
  private static final int MOST_BLOCKS = 50;

  // No name tells these.
  private static final int FILTERS = 32;
  private static final int CLASSES = 100;
  private static final int IMAGE = 32;

  /**
   * @param layers with gradients, input first
   */
  public static LayerNames recognise(List<String> layers) {
    int stages = count(REDUCTION, layers);
    int blocks = count(BLOCK, layers);
    if (stages < 1 || stages > MOST_STAGES || blocks > MOST_BLOCKS) {
      return UNKNOWN;
    }
    var fitting =
        BlockTypes.names().stream()
            .filter(block -> layersOf(block, stages, blocks).equals(layers))
            .toList();
    if (fitting.isEmpty()) {
      return UNKNOWN;
    }
    boolean same =
        fitting.stream()
                .map(block -> declaration(block, stages, blocks).operations())
                .distinct()
                .count()
            == 1;
    String network = "VGG_%02d".formatted(stages * 2 * (blocks + 1) + 2);
    return new LayerNames(network, same ? fitting.get(0) : "", stages, blocks);
  }

  /** Those with gradients, input first. */
  public static List<String> layersOf(String block, int stages, int blocksPerStage) {
    return declaration(block, stages, blocksPerStage).parameters().stream()
        .filter(Parameter::inGradientFlow)
        .map(Parameter::layerName)
        .toList();
  }

  private static NetworkDeclaration declaration(String block, int stages, int blocksPerStage) {
    return NetworkDeclaration.of(
        NetworkSpec.of(block, stages, blocksPerStage, FILTERS, CLASSES, IMAGE));
  }

  private static int count(Pattern pattern, List<String> layers) {
    return (int) layers.stream().filter(l -> pattern.matcher(l).matches()).count();
  }
}
