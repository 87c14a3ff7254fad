package gradlab.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values by the step they belong to; a rewind takes back those of later steps. Of one thread. */
final class Trail<T> {
  private record Entry<T>(long step, T value) {}

  private final List<Entry<T>> entries = new ArrayList<>();

  void add(long step, T value) {
    entries.add(new Entry<>(step, value));
  }

  void rewind(long toStep) {
    entries.removeIf(e -> e.step() > toStep);
  }

  Optional<T> last() {
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(entries.get(entries.size() - 1).value());
  }

  List<T> values() {
    return entries.stream().map(Entry::value).toList();
  }
}
