package gradlab.figures;

import gradlab.figures.LayerBars.Bar;
import java.util.List;

/**
 * The vertical axis: powers of ten from {@code floor} up to {@code ceiling}.
 *
 * @param floor exponent at the bottom; a bar of a smaller value, and of 0, has no height
 * @param ceiling exponent at the top
 * @param top y of the top, in pixels
 * @param bottom y of the bottom
 */
record LogAxis(int floor, int ceiling, double top, double bottom) {
  /** Below it a float32 value, summed over a layer, is rounding. */
  private static final int LOWEST = -20;

  private static final int HIGHEST = 20;

  /** Without any positive value. */
  private static final int[] NOTHING = {-4, 0};

  private static final int LEAST_DECADES = 3;
  private static final int LEAST_HEIGHT = 260;
  private static final int DECADE_HEIGHT = 26;

  /** The decades that hold all positive values, and half a decade below the least. */
  static LogAxis of(List<LayerPanel> panels, double top) {
    var values =
        panels.stream()
            .flatMap(p -> p.layers().stream())
            .flatMap(l -> l.bars().stream())
            .mapToDouble(Bar::value)
            .filter(v -> v > 0 && Double.isFinite(v))
            .map(Math::log10)
            .summaryStatistics();
    int floor = values.getCount() == 0 ? NOTHING[0] : (int) Math.floor(values.getMin() - 0.5);
    int ceiling = values.getCount() == 0 ? NOTHING[1] : (int) Math.ceil(values.getMax());
    floor = Math.min(Math.max(floor, LOWEST), HIGHEST - LEAST_DECADES);
    ceiling = Math.min(Math.max(ceiling, floor + LEAST_DECADES), HIGHEST);
    int height = Math.max(LEAST_HEIGHT, DECADE_HEIGHT * (ceiling - floor));
    return new LogAxis(floor, ceiling, top, top + height);
  }

  /** y of a positive value, within the axis. */
  double y(double value) {
    double exponent = Math.max(floor, Math.min(ceiling, Math.log10(value)));
    return bottom - (exponent - floor) / (ceiling - floor) * (bottom - top);
  }

  /**
   * Labels at every decade, at every second or at every fifth, so that at most eleven are there.
   */
  int labelEvery() {
    int decades = ceiling - floor;
    return decades <= 10 ? 1 : decades <= 20 ? 2 : 5;
  }
}
