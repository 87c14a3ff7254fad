package gradlab.compute.onednn;

/** Mean of non-overlapping squares: of 2 x 2, or of the whole map. */
final class AveragePoolNode implements Node {
  private final Build build;
  private final int input;
  private final int output;
  private final Squares squares;

  AveragePoolNode(Build build, int input, int output, int side) {
    this.build = build;
    this.input = input;
    this.output = output;
    this.squares = new Squares(build, side);
  }

  @Override
  public void forward() {
    var y = build.tensor(output);
    squares.mean(build.forward, build.values.get(input), y);
    build.values.put(output, y);
    build.values.used(input);
  }

  @Override
  public void backward() {
    var dy = build.diffs.take(output);
    var dx = build.diff(input);
    squares.spread(build.backward, dy, dx);
    build.diffs.release(dy);
    build.diffs.give(input, dx);
  }
}
