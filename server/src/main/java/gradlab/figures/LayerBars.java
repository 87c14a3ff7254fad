package gradlab.figures;

import java.util.List;

/**
 * One layer's place in a panel: its bars, drawn over each other, each narrower than the one before.
 *
 * @param layer its name
 */
record LayerBars(String layer, List<Bar> bars) {
  LayerBars {
    bars = List.copyOf(bars);
  }

  /**
   * @param value on the logarithmic axis; 0 and what is no number are marked instead
   * @param colour of the bar
   * @param shown for who points at it: which value this is
   */
  record Bar(double value, String colour, String shown) {
    boolean hasHeight() {
      return value > 0 && Double.isFinite(value);
    }
  }
}
