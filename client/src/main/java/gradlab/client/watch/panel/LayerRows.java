package gradlab.client.watch.panel;

import java.util.ArrayList;
import java.util.List;

/**
 * Which layers a row of the screen stands for.
 *
 * @param groups of each row the first layer and the one after its last
 */
record LayerRows(List<int[]> groups, int layers) {

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

  /** The row's name in so many columns: the layer, or the first and the last of the group. */
  String name(int row, List<String> names, int columns) {
    int[] group = groups.get(row);
    String first = names.get(group[0]);
    if (group[1] - group[0] == 1) {
      return fits(first, columns);
    }
    String last = names.get(group[1] - 1);
    String full = first + " - " + last;
    if (full.length() <= columns) {
      return full;
    }
    String brief = brief(first) + "-" + brief(last);
    return brief.length() <= columns ? brief : fits(brief(first) + "+", columns);
  }

  private static String fits(String name, int columns) {
    String shown = name.length() <= columns ? name : brief(name);
    return shown.length() <= columns ? shown : shown.substring(shown.length() - columns);
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
