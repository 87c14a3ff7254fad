package gradlab.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The shape of each numbered value of a network: N x C x S x S, or N x C. */
final class ValueShapes {
  private final List<Integer> channels = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final Set<Integer> vectors = new LinkedHashSet<>();

  /**
   * A new value, N x C x S x S.
   *
   * @return its number
   */
  int map(int c, int size) {
    channels.add(c);
    sizes.add(size);
    return channels.size() - 1;
  }

  /** A new value, N x C. */
  int vector(int c) {
    int value = map(c, 1);
    vectors.add(value);
    return value;
  }

  /** A new value of the same shape. */
  int like(int value) {
    return isVector(value) ? vector(channels(value)) : map(channels(value), size(value));
  }

  int channels(int value) {
    return channels.get(value);
  }

  int size(int value) {
    return sizes.get(value);
  }

  boolean isVector(int value) {
    return vectors.contains(value);
  }

  boolean same(int value, int other) {
    return text(value).equals(text(other));
  }

  /** For people. */
  String text(int value) {
    return isVector(value)
        ? "N x " + channels(value)
        : "N x %d x %d x %d".formatted(channels(value), size(value), size(value));
  }

  List<Integer> channels() {
    return List.copyOf(channels);
  }

  List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  Set<Integer> vectors() {
    return Set.copyOf(vectors);
  }
}
