package gradlab.compute.onednn;

import gradlab.network.Operation;
import java.util.List;

/**
 * Channels times numbers of their own. The numbers are spread over maps first: oneDNN 2.5's
 * multiplication that would do so by itself is wrong in blocks of 8 channels on AVX-512.
 */
final class ScaleNode implements Node {
  private final Build build;
  private final Operation.Scale op;
  private final Squares wholeMap;
  private final Eltwise pixels;
  private Tensor x;
  private Tensor factors;

  ScaleNode(Build build, Operation.Scale op) {
    this.build = build;
    this.op = op;
    int side = build.declaration.sizes().get(op.input());
    this.wholeMap = new Squares(build, side);
    this.pixels = Eltwise.times((double) side * side);
  }

  @Override
  public void forward() {
    x = build.values.get(op.input());
    factors = build.values.get(op.factors());
    var y = build.tensor(op.output());
    spread(build.forward, y);
    build.assembly.product(build.forward, "scale fwd", x, y, y);
    build.values.put(op.output(), y);
    build.values.used(op.input());
    build.values.used(op.factors());
  }

  @Override
  public void backward() {
    var assembly = build.assembly;
    var dy = build.diffs.take(op.output());

    var product = build.tensor(op.input());
    assembly.product(build.backward, "scale bwd factors", x, dy, product);
    var dfactors = build.diff(op.factors());
    wholeMap.mean(build.backward, product, dfactors);
    pixels.forward(build, build.backward, dfactors, dfactors);
    assembly.release(product);
    build.diffs.give(op.factors(), dfactors);

    var dx = build.diff(op.input());
    spread(build.backward, dx);
    assembly.product(build.backward, "scale bwd data", dy, dx, dx);
    build.diffs.release(dy);
    build.diffs.give(op.input(), dx);
  }

  /** Each factor at each pixel of its map. */
  private void spread(List<Primitive> list, Tensor map) {
    var larger = build.tensor(op.factors());
    pixels.forward(build, list, factors, larger);
    wholeMap.spread(list, larger, map);
    build.assembly.release(larger);
  }
}
