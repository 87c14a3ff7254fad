package gradlab.bench;

import gradlab.domain.NetworkConfig;
import gradlab.network.blocks.BlockTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A network that is measured: the course's three stages with 32 filters.
 *
 * @param network VGG_nn
 * @param block block type
 */
public record BenchNetwork(String network, String block) {
  /** The shallow network, the broken deep one, and the two repairs. */
  public static final List<BenchNetwork> STANDARD =
      List.of(
          new BenchNetwork("VGG_08", "plain"),
          new BenchNetwork("VGG_38", "plain"),
          new BenchNetwork("VGG_38", "bn"),
          new BenchNetwork("VGG_38", "bn_residual"));

  private static final Pattern NAME = Pattern.compile("VGG_([0-9]{2}|[1-9][0-9]{2})");
  private static final int LAYERS_WITHOUT_BLOCKS = 8; // 3 stages x 2 in its reduction block + 2
  private static final int LAYERS_OF_A_BLOCK = 6; // 2 in each of 3 stages
  private static final int MOST_BLOCKS = 50; // what the server takes

  /**
   * @throws IllegalArgumentException if there is no such network; the message is for people
   */
  public static BenchNetwork of(String network, String block) {
    BlockTypes.byName(block);
    if (!NAME.matcher(network).matches()) {
      throw new IllegalArgumentException(
          "network: '" + network + "' is not VGG_nn, such as VGG_38");
    }
    var known = new BenchNetwork(network, block);
    int beyond = known.layers() - LAYERS_WITHOUT_BLOCKS;
    if (beyond < 0 || beyond % LAYERS_OF_A_BLOCK != 0 || beyond > MOST_BLOCKS * LAYERS_OF_A_BLOCK) {
      throw new IllegalArgumentException(
          "network: there is no %s with 3 stages; there are VGG_08, VGG_14, VGG_20 and so on"
              .formatted(network));
    }
    return known;
  }

  /**
   * The standard networks with one of the names or one of the blocks; with both, each name with
   * each block. A name or block that no standard network has is taken with plain or VGG_38.
   *
   * @throws IllegalArgumentException if there is no such network
   */
  public static List<BenchNetwork> select(List<String> names, List<String> blocks) {
    if (names.isEmpty() && blocks.isEmpty()) {
      return STANDARD;
    }
    var selected = new ArrayList<BenchNetwork>();
    for (String name : names) {
      for (String block : blocks) {
        selected.add(of(name, block));
      }
      if (blocks.isEmpty()) {
        var standard = STANDARD.stream().filter(n -> n.network().equals(name)).toList();
        selected.addAll(standard.isEmpty() ? List.of(of(name, "plain")) : standard);
      }
    }
    if (names.isEmpty()) {
      for (String block : blocks) {
        var standard = STANDARD.stream().filter(n -> n.block().equals(block)).toList();
        selected.addAll(standard.isEmpty() ? List.of(of("VGG_38", block)) : standard);
      }
    }
    return selected.stream().distinct().toList();
  }

  public int blocksPerStage() {
    return (layers() - LAYERS_WITHOUT_BLOCKS) / LAYERS_OF_A_BLOCK;
  }

  private int layers() {
    return Integer.parseInt(network.substring(network.indexOf('_') + 1));
  }

  public NetworkConfig config() {
    var course = NetworkConfig.vgg(network, blocksPerStage());
    return new NetworkConfig(
        network,
        block,
        course.stages(),
        course.blocksPerStage(),
        course.filters(),
        course.classes(),
        course.activationSlope(),
        false);
  }

  @Override
  public String toString() {
    return network + " " + block;
  }
}
