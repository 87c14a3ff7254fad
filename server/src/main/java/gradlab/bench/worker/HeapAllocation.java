package gradlab.bench.worker;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes of Java heap the threads have allocated. What a thread that has ended meanwhile
 * allocated is missing: that of the batches, once an epoch.
 */
final class HeapAllocation {
  private final Map<Long, Long> byThread;

  private HeapAllocation(Map<Long, Long> byThread) {
    this.byThread = byThread;
  }

  static HeapAllocation now() {
    var byThread = new HashMap<Long, Long>();
    if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads) {
      long[] ids = threads.getAllThreadIds();
      long[] bytes = threads.getThreadAllocatedBytes(ids);
      for (int i = 0; i < ids.length; i++) {
        byThread.put(ids[i], Math.max(0, bytes[i])); // -1 where it has just ended
      }
    }
    return new HeapAllocation(byThread);
  }

  /** By all threads that are alive, since this was made. */
  long bytesSince() {
    return now().byThread.entrySet().stream()
        .mapToLong(now -> Math.max(0, now.getValue() - byThread.getOrDefault(now.getKey(), 0L)))
        .sum();
  }
}
