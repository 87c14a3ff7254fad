package gradlab.client.watch.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which layers a row of the screen stands for.
 *
 * @param groups of each row the first layer and the one after its last
 */
record LayerRows(List<int[]> groups, int layers) {
  private static final int TALLEST = 4;

  /** As many rows as there are, or as fit. */
  static LayerRows of(int layers, int rows, View view) {
    List<int[]> groups = new ArrayList<>();
    int shown = Math.max(0, Math.min(layers, rows));
    int first = Math.max(0, Math.min(view.scroll(), layers - shown));
    for (int row = 0; row < shown; row++) {
      groups.add(
          view.grouped()
              ? new int[] {row * layers / shown, (row + 1) * layers / shown}
              : new int[] {first + row, first + row + 1});
    }
    return new LayerRows(groups, layers);
  }

  /** Rows of the screen that each of these gets: few layers are drawn tall. */
  int tall(int rows) {
    return Math.max(1, Math.min(TALLEST, rows / Math.max(1, groups.size())));
  }

  /** For the heading: which of the layers are in sight, or how many share a row. */
  String words() {
    if (groups.isEmpty() || groups.size() == layers) {
      return "";
    }
    int[] first = groups.get(0);
    int[] last = groups.get(groups.size() - 1);
    return last[1] - first[0] == layers
        ? layers + " layers grouped"
        : "layers %d-%d of %d".formatted(first[0] + 1, last[1], layers);
  }

  /** The rows' names in so many columns: the layer, or the first and the last of the group. */
  List<String> names(List<String> layers, int columns) {
    List<String> full = groups.stream().map(g -> between(layers, g, " - ", name -> name)).toList();
    if (full.stream().allMatch(name -> name.length() <= columns)) {
      return full;
    }
    return groups.stream()
        .map(g -> between(layers, g, "-", LayerRows::brief))
        .map(name -> name.length() <= columns ? name : name.substring(0, columns - 1) + "+")
        .toList();
  }

  private static String between(
      List<String> layers, int[] group, String to, UnaryOperator<String> shown) {
    String first = shown.apply(layers.get(group[0]));
    return group[1] - group[0] == 1 ? first : first + to + shown.apply(layers.get(group[1] - 1));
  }

  /** The course's names say much twice. */
  private static String brief(String name) {
    return name.replace("reduction_block_", "r")
        .replace("block_", "b")
        .replace("input_conv_", "in_")
        .replace("_logit_linear_layer", "_logit")
        .replace("_conv_", ".c")
        .replace("_bn_", ".n")
        .replace("conv_", "c")
        .replace("weight_", "");
  }
}
