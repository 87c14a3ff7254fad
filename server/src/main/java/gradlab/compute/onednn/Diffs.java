package gradlab.compute.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The loss's derivatives by the values, while the backward pass is put together. A tensor may be
 * the diff of several values at once (an addition hands one to both of its inputs), so it counts
 * its owners and is overwritten by its only one.
 */
final class Diffs {
  private final Assembly assembly;
  private final List<Primitive> backward;
  private final Map<Integer, Tensor> diffs = new HashMap<>();
  private final Map<Tensor, Integer> owners = new HashMap<>();

  Diffs(Assembly assembly, List<Primitive> backward) {
    this.assembly = assembly;
    this.backward = backward;
  }

  /** The diff of a value whose consumers are all done; the caller owns it and releases it. */
  Tensor take(int value) {
    return diffs.remove(value);
  }

  /** Registers a tensor just made. */
  Tensor own(Tensor diff) {
    owners.put(diff, 1);
    return diff;
  }

  boolean isShared(Tensor diff) {
    return owners.get(diff) > 1;
  }

  /** An owned tensor becomes the diff of a value, or is added to the one it has. */
  void give(int value, Tensor diff) {
    var present = diffs.remove(value);
    if (present == null) {
      diffs.put(value, diff);
    } else if (isShared(present)) {
      addTo(diff, present);
      diffs.put(value, diff);
    } else {
      addTo(present, diff);
      diffs.put(value, present);
    }
  }

  /** The same for a second value that takes the same tensor. */
  void share(int value, Tensor diff) {
    owners.merge(diff, 1, Integer::sum);
    give(value, diff);
  }

  /** One owner less; without any the memory is free. */
  void release(Tensor diff) {
    if (owners.merge(diff, -1, Integer::sum) == 0) {
      owners.remove(diff);
      assembly.release(diff);
    }
  }

  /** Gives {@code part} up. */
  private void addTo(Tensor sum, Tensor part) {
    assembly.addition(backward, "add bwd", assembly.attributes(), sum, part, sum);
    release(part);
  }
}
