package gradlab.figures;

/**
 * How a curve is drawn.
 *
 * @param width in pixels
 * @param dashes lengths of dash and gap in pixels, as SVG's stroke-dasharray; empty: solid
 */
record Stroke(String colour, double width, String dashes) {}
