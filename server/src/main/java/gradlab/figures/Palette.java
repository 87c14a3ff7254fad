package gradlab.figures;

import java.util.List;

/** Okabe and Ito, "Color Universal Design" (2008): told apart by colour-blind people, too. */
final class Palette {
  static final String BLUE = "#0072b2";
  static final String SKY_BLUE = "#56b4e9";
  static final String ORANGE = "#e69f00";
  static final String VERMILLION = "#d55e00";

  /** Of curves, one a run. Without their yellow, which a white page swallows; with R's grey. */
  static final List<String> CURVES =
      List.of(BLUE, VERMILLION, "#009e73", ORANGE, "#cc79a7", SKY_BLUE, "#000000", "#999999");

  private Palette() {}
}
