package gradlab.figures;

import gradlab.domain.LayerActivation;
import gradlab.figures.LayerBars.Bar;
import gradlab.figures.LayerFigure.Key;
import java.util.List;

/**
 * The forward signal of some runs side by side: by layer, how large what comes out of it is, and
 * within that how much of it differs between the images. Where the second falls and the first does
 * not, the network goes on computing, but no longer about the image.
 */
public final class SignalFigure {
  private static final String ALL = Palette.SKY_BLUE;
  private static final String DIFFERS = Palette.BLUE;
  private static final LayerFigure FIGURE =
      new LayerFigure(
          "Forward signal: RMS of each layer's activations, and of what differs between images",
          "RMS of the activations",
          List.of(
              new Key(ALL, "RMS", 60),
              new Key(DIFFERS, "RMS \u00d7 spread: what differs between images", 270)));

  private SignalFigure() {}

  /**
   * An SVG document of the flows' activations, logits last. Needs no font of its own.
   * IllegalArgumentException where there is no panel.
   */
  public static String svg(List<FlowPanel> panels) {
    return FIGURE.svg(
        panels.stream()
            .map(
                p ->
                    new LayerPanel(
                        p.title(),
                        p.sentence(),
                        p.flow().activations().stream().map(SignalFigure::bars).toList()))
            .toList());
  }

  private static LayerBars bars(LayerActivation activation) {
    return new LayerBars(
        activation.layer(),
        List.of(
            new Bar(activation.rms(), ALL, activation.layer() + ", RMS"),
            new Bar(
                activation.rms() * activation.spread(),
                DIFFERS,
                activation.layer() + ", RMS \u00d7 spread")));
  }
}
