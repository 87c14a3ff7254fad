package gradlab.figures;

import java.util.List;

/**
 * Panels side by side with a bar a layer on one logarithmic axis, so that what is lost between two
 * layers shows as a cliff, not as an empty plot.
 *
 * <pre>
 *  mean |g|   VGG_08                  VGG_38
 *             healthy: ...            vanishing: ...
 *   1e-2  |   ##  ##
 *   1e-4  |   ##  ##                          ##
 *   ...   |   ##  ##                  0   0   ##
 *             input_conv ...          input_conv ...
 *             # convolution  # other layer
 * </pre>
 *
 * @param title of the document
 * @param axisLabel what the bars' height is
 * @param keys what their colours mean
 */
record LayerFigure(String title, String axisLabel, List<Key> keys) {
  private static final int MARGIN = 16;
  private static final int AXIS_WIDTH = 72;
  private static final int PANEL_GAP = 28;
  private static final int TITLE_LINE = 22;
  private static final int KEY_HEIGHT = 18;
  private static final int SENTENCE_LINE = 17;

  /**
   * @param width of its place in the line, in pixels
   */
  record Key(String colour, String text, int width) {}

  /** An SVG document. IllegalArgumentException where there is no panel. */
  String svg(List<LayerPanel> panels) {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a figure needs at least one run");
    }
    var layouts = panels.stream().map(PanelLayout::of).toList();
    int sentenceLines = layouts.stream().mapToInt(l -> l.sentence().size()).max().orElse(0);
    int plotTop = MARGIN + TITLE_LINE + sentenceLines * SENTENCE_LINE + 14;
    int namesHeight = layouts.stream().mapToInt(PanelLayout::namesHeight).max().orElse(0);
    var axis = LogAxis.of(panels, plotTop);
    int panelsWidth =
        layouts.stream().mapToInt(PanelLayout::width).sum() + PANEL_GAP * (panels.size() - 1);
    int width =
        2 * MARGIN + AXIS_WIDTH + Math.max(panelsWidth, keys.stream().mapToInt(Key::width).sum());
    int height = (int) axis.bottom() + namesHeight + KEY_HEIGHT + MARGIN;

    var svg = new Svg(width, height);
    svg.title(title);
    svg.axisLabel(MARGIN + 12, (axis.top() + axis.bottom()) / 2, axisLabel);
    int left = MARGIN + AXIS_WIDTH;
    for (PanelLayout layout : layouts) {
      new PanelDrawing(svg, axis, layout, left)
          .draw(MARGIN + TITLE_LINE - 6, SENTENCE_LINE, layout == layouts.get(0));
      left += layout.width() + PANEL_GAP;
    }
    int keyLeft = MARGIN + AXIS_WIDTH;
    for (Key key : keys) {
      svg.key(keyLeft, height - MARGIN, key.colour(), key.text());
      keyLeft += key.width();
    }
    return svg.document();
  }
}
