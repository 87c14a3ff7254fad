package gradlab.store;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A log's last few events as they were appended, so that the many readers who are up to date do not
 * each decode them from the file. Thread-safe.
 */
final class RecentEvents {
  static final int KEPT = 32;

  /**
   * @param end where the next event's frame begins in the file
   */
  record Recent(StoredEvent event, long end) {}

  private final AtomicReferenceArray<Recent> slots = new AtomicReferenceArray<>(KEPT);

  void add(StoredEvent event, long end) {
    slots.set(slot(event.seq()), new Recent(event, end));
  }

  /** Empty where it is not among them. */
  Optional<Recent> at(long seq) {
    return Optional.ofNullable(slots.get(slot(seq))).filter(r -> r.event().seq() == seq);
  }

  void clear() {
    for (int i = 0; i < KEPT; i++) {
      slots.set(i, null);
    }
  }

  private static int slot(long seq) {
    return (int) (seq % KEPT);
  }
}
