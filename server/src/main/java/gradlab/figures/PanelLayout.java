package gradlab.figures;

import java.util.ArrayList;
import java.util.List;

/** How wide a panel is, and its sentence in lines that fit. */
record PanelLayout(LayerPanel panel, List<String> sentence, int width) {
  /** A layer's share of the width; its name, written upwards, is 10 pixels high. */
  static final int LAYER_WIDTH = 14;

  private static final int LEAST_WIDTH = 300;
  private static final double TITLE_CHARACTER = 8.6;
  private static final double SENTENCE_CHARACTER = 6.4;
  private static final double NAME_CHARACTER = 5.9;

  static PanelLayout of(LayerPanel panel) {
    int layers = panel.layers().size() * LAYER_WIDTH;
    int title = (int) Math.ceil(TextWidth.of(panel.title(), TITLE_CHARACTER));
    int width = Math.max(LEAST_WIDTH, Math.max(layers, title));
    return new PanelLayout(panel, lines(panel.sentence(), width), width);
  }

  private static List<String> lines(String sentence, int width) {
    int characters = (int) (width / SENTENCE_CHARACTER);
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : sentence.strip().split("\\s+")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > characters) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  int namesHeight() {
    int longest =
        panel.layers().stream().map(LayerBars::layer).mapToInt(String::length).max().orElse(0);
    return (int) Math.ceil(longest * NAME_CHARACTER) + 12;
  }

  /** Few layers share the whole width. */
  double layerWidth() {
    return (double) width / Math.max(1, panel.layers().size());
  }
}
