package gradlab.figures;

import java.util.List;

/**
 * One run's bars, a place a layer.
 *
 * @param title names the run
 * @param sentence under the title; may be empty
 * @param layers input first
 */
record LayerPanel(String title, String sentence, List<LayerBars> layers) {
  LayerPanel {
    layers = List.copyOf(layers);
  }
}
