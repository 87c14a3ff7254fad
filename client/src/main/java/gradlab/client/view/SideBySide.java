package gradlab.client.view;

import gradlab.client.output.Display;
import gradlab.v1.GradientFlow;
import gradlab.v1.LayerGradient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The gradient flows of some networks beside each other, layer by layer in lines of their own, on
 * one logarithmic axis. Batch norm's layers are left out: networks without it have none.
 */
// mean |g|                  VGG_08                           VGG_38
//                                      1e-18          1e-1              1e-18          1e-1
// input_conv_conv_0         4.100e-02  ███████████████████   1.200e-18  ▏
// block_0_0_conv_0                                           2.000e-18  ▎
public final class SideBySide {
  private static final int VALUE = 9;
  private static final int GAP = 2;
  private static final int FEWEST_CELLS = 6;
  private static final int MOST_CELLS = 40;

  /** A flow and whose it is. */
  public record Titled(String title, GradientFlow flow) {}

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

  /**
   * @param flows at least one
   */
  public void print(List<Titled> flows) {
    List<String> names = names(flows);
    int nameWidth = Math.max(8, names.stream().mapToInt(String::length).max().orElse(0));
    int room = (width - nameWidth) / flows.size() - GAP - VALUE - GAP;
    int cells = Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, room));
    var axis =
        LogAxis.over(
            flows.stream()
                .flatMap(f -> shown(f.flow()).stream())
                .map(LayerGradient::getMeanAbs)
                .toList());
    heading(flows, nameWidth, cells, axis.labels(cells));
    var values = flows.stream().map(f -> byName(f.flow())).toList();
    for (String name : names) {
      var line = new StringBuilder(pad(name, nameWidth));
      for (var flow : values) {
        boolean has = flow.containsKey(name);
        line.append(
            cell(
                has ? Display.scientific(flow.get(name)) : "",
                has ? glyphs.bar(axis.length(flow.get(name), cells)) : "",
                cells));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private void heading(List<Titled> flows, int nameWidth, int cells, String labels) {
    var titles = new StringBuilder(pad("mean |g|", nameWidth));
    var axes = new StringBuilder(pad("", nameWidth));
    for (Titled f : flows) {
      int columns = VALUE + GAP + cells;
      titles.append(" ".repeat(GAP)).append(pad(Display.cut(f.title(), columns), columns));
      axes.append(cell("", labels, cells));
    }
    out.println(titles.toString().stripTrailing());
    out.println(axes.toString().stripTrailing());
  }

  private static String cell(String value, String bar, int cells) {
    return " ".repeat(GAP) + pad(value, VALUE) + " ".repeat(GAP) + pad(bar, cells);
  }

  private static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }

  private static List<LayerGradient> shown(GradientFlow flow) {
    return flow.getLayersList().stream().filter(g -> !g.getLayer().contains("_bn_")).toList();
  }

  /** The deepest network's layers in their order; what only others have comes last. */
  private static List<String> names(List<Titled> flows) {
    var names = new ArrayList<String>();
    flows.stream()
        .map(f -> shown(f.flow()))
        .sorted(Comparator.<List<LayerGradient>>comparingInt(List::size).reversed())
        .flatMap(List::stream)
        .map(layer -> Display.oneLine(layer.getLayer()))
        .filter(name -> !names.contains(name))
        .forEachOrdered(names::add);
    return names;
  }

  private static Map<String, Double> byName(GradientFlow flow) {
    return shown(flow).stream()
        .collect(
            Collectors.toMap(
                layer -> Display.oneLine(layer.getLayer()),
                LayerGradient::getMeanAbs,
                (first, second) -> first));
  }
}
