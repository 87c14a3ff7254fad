package gradlab.client.view;

import gradlab.client.output.Display;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerGradient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two gradient flows, layer by layer in lines of their own, on one logarithmic axis. */
// LAYER                     VGG_08     1e-18          1e-1   VGG_38     1e-18          1e-1
// input_conv_conv_0         4.100e-02  ███████████████████   1.200e-18  ▏
// block_0_0_conv_0                                           2.000e-18  ▎
public final class SideBySide {
  private static final int VALUE = 9;
  private static final int FEWEST_CELLS = 6;
  private static final int MOST_CELLS = 40;

  private final PrintStream out;
  private final Glyphs glyphs;
  private final int width;

  /**
   * @param width columns to fill
   */
  public SideBySide(PrintStream out, Glyphs glyphs, int width) {
    this.out = out;
    this.glyphs = glyphs;
    this.width = width;
  }

  public void print(String leftTitle, GradientFlow left, String rightTitle, GradientFlow right) {
    List<String> names = names(left, right);
    int nameWidth = Math.max(5, names.stream().mapToInt(String::length).max().orElse(0));
    int room = (width - nameWidth - 2 * (VALUE + 2) - 2 * 2) / 2;
    int cells = Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, room));
    var axis =
        LogAxis.over(
            Stream.concat(left.getLayersList().stream(), right.getLayersList().stream())
                .map(LayerGradient::getMeanAbs)
                .toList());
    // A title may be wider than the numbers below it: then it takes room of the axis' labels.
    String row = "%-" + nameWidth + "s  %-" + VALUE + "s  %-" + cells + "s  %-" + VALUE + "s  %s";
    String labels = axis.labels(cells);
    out.println(
        row.formatted(
            "mean |g|",
            Display.cut(leftTitle, VALUE),
            labels,
            Display.cut(rightTitle, VALUE),
            labels));
    var ofLeft = byName(left);
    var ofRight = byName(right);
    for (String name : names) {
      out.println(
          row.formatted(
                  name,
                  value(ofLeft, name),
                  bar(ofLeft, name, axis, cells),
                  value(ofRight, name),
                  bar(ofRight, name, axis, cells))
              .stripTrailing());
    }
  }

  /** The deeper network's layers in their order; what only the other one has comes last. */
  private static List<String> names(GradientFlow left, GradientFlow right) {
    boolean rightIsDeeper = right.getLayersCount() >= left.getLayersCount();
    var deeper = rightIsDeeper ? right : left;
    var other = rightIsDeeper ? left : right;
    List<String> names =
        new ArrayList<>(deeper.getLayersList().stream().map(LayerGradient::getLayer).toList());
    other.getLayersList().stream()
        .map(LayerGradient::getLayer)
        .filter(name -> !names.contains(name))
        .toList()
        .forEach(names::add);
    return names.stream().map(Display::oneLine).toList();
  }

  private static Map<String, Double> byName(GradientFlow flow) {
    return flow.getLayersList().stream()
        .collect(
            Collectors.toMap(
                layer -> Display.oneLine(layer.getLayer()),
                LayerGradient::getMeanAbs,
                (first, second) -> first));
  }

  private static String value(Map<String, Double> flow, String name) {
    return flow.containsKey(name) ? Display.scientific(flow.get(name)) : "";
  }

  private String bar(Map<String, Double> flow, String name, LogAxis axis, int cells) {
    return flow.containsKey(name) ? glyphs.bar(axis.length(flow.get(name), cells)) : "";
  }
}
