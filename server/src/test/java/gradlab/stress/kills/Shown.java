package gradlab.stress.kills;

import gradlab.v1.RunEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What readers were shown of one run: from then on it is acknowledged. Thread-safe. */
final class Shown {
  private final ConcurrentSkipListMap<Long, RunEvent> events = new ConcurrentSkipListMap<>();
  private final List<String> broken = Collections.synchronizedList(new ArrayList<>());

  /** The same event may be shown often, but never as another. */
  void add(RunEvent event) {
    var before = events.putIfAbsent(event.getSeq(), event);
    if (before != null && !before.equals(event)) {
      complain("event %d was shown as %s, then as %s".formatted(event.getSeq(), before, event));
    }
  }

  void complain(String what) {
    if (broken.size() < 20) {
      broken.add(what.replaceAll("\\s+", " "));
    }
  }

  NavigableMap<Long, RunEvent> events() {
    return Collections.unmodifiableNavigableMap(events);
  }

  long lastSeq() {
    return events.isEmpty() ? 0 : events.lastKey();
  }

  List<String> broken() {
    return List.copyOf(broken);
  }
}
