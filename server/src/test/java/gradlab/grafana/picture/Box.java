package gradlab.grafana.picture;

/** A rectangle in pixels. */
record Box(double x, double y, double width, double height) {
  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  Box inside(double left, double top, double right, double bottom) {
    return new Box(x + left, y + top, width - left - right, height - top - bottom);
  }
}
