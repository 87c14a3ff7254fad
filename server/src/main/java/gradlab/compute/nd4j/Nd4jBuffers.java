package gradlab.compute.nd4j;

import gradlab.network.NetworkDeclaration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Arrays for a batch of up to {@code capacity} images, made once: nothing large is allocated in a
 * training step. Diffs come from a pool by size, since only a few live at a time.
 */
final class Nd4jBuffers {
  private final NetworkDeclaration declaration;
  private final DataType dataType;
  private final int capacity;
  private final Map<Integer, INDArray> values = new HashMap<>();
  private final Map<Long, ArrayDeque<INDArray>> pool = new HashMap<>();
  private final Map<INDArray, INDArray> lent = new IdentityHashMap<>();
  private final INDArray scratch;

  Nd4jBuffers(NetworkDeclaration declaration, DataType dataType, int capacity) {
    this.declaration = declaration;
    this.dataType = dataType;
    this.capacity = capacity;
    long largest = 0;
    for (int value = 1; value < declaration.channels().size(); value++) {
      largest = Math.max(largest, declaration.elements(value));
    }
    scratch = Nd4j.createUninitialized(dataType, capacity * largest);
  }

  int capacity() {
    return capacity;
  }

  /** The array of a value, its first n images. */
  INDArray value(int value, int n) {
    return shaped(values.computeIfAbsent(value, this::allocate), value, n);
  }

  /** An array of a value's full size, for the caller to keep. */
  INDArray like(int value) {
    return allocate(value);
  }

  /** The first images of a kept array, in the shape of another. */
  static INDArray first(INDArray flat, INDArray like) {
    return flat.get(NDArrayIndex.interval(0, like.length())).reshape('c', like.shape());
  }

  /** Memory for one operation's own use, in the shape of a value. */
  INDArray scratch(int value, int n) {
    return shaped(scratch, value, n);
  }

  /** An array in the shape of a value that belongs to the caller until it gives it back. */
  INDArray borrow(int value, int n) {
    var free = pool.computeIfAbsent(declaration.elements(value), k -> new ArrayDeque<>()).poll();
    var whole = free != null ? free : allocate(value);
    var array = shaped(whole, value, n);
    lent.put(array, whole);
    return array;
  }

  /** Takes back what was borrowed; anything else is left to the garbage collector. */
  void giveBack(INDArray array) {
    // The whole array and not a view of the view: ND4J's views keep the chain they were made by.
    var whole = lent.remove(array);
    if (whole != null) {
      pool.get(whole.length() / capacity).push(whole);
    }
  }

  private INDArray allocate(int value) {
    return Nd4j.createUninitialized(dataType, capacity * declaration.elements(value));
  }

  private INDArray shaped(INDArray flat, int value, int n) {
    long c = declaration.channels().get(value);
    long s = declaration.sizes().get(value);
    long length = n * declaration.elements(value);
    var part = flat.length() == length ? flat : flat.get(NDArrayIndex.interval(0, length));
    return declaration.vectors().contains(value)
        ? part.reshape('c', new long[] {n, c})
        : part.reshape('c', new long[] {n, c, s, s});
  }
}
