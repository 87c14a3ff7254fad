package gradlab.client.watch.model;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Values by epoch or by step, at most {@link #MOST}: where there are more, every second of the
 * older ones is dropped, which no screen is wide enough to show.
 */
final class Thinned<V> {
  static final int MOST = 4096;

  private final TreeMap<Long, V> values = new TreeMap<>();

  /** A later value of the same key replaces the earlier one. */
  void put(long key, V value) {
    values.put(key, value);
    if (values.size() > MOST) {
      long newest = values.lastKey();
      boolean drop = false;
      for (var at = values.keySet().iterator(); at.hasNext(); drop = !drop) {
        if (at.next() != newest && drop) {
          at.remove();
        }
      }
    }
  }

  void removeIf(java.util.function.Predicate<V> gone) {
    values.values().removeIf(gone);
  }

  NavigableMap<Long, V> copy() {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(values));
  }
}
