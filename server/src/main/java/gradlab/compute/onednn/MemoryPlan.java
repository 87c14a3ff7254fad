package gradlab.compute.onednn;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who uses which part of one block of memory, decided before there is a block: taking and releasing
 * in the order in which a program runs gives places that do not overlap in time.
 */
final class MemoryPlan {
  /** A page: what oneDNN's own allocator aligns large buffers to. */
  static final long ALIGNMENT = 4096;

  /** Unused stretches by offset; neighbours are always joined. */
  private final TreeMap<Long, Long> free = new TreeMap<>();

  private long end;

  /** A part of the block. */
  record Region(long offset, long bytes) {}

  /** The smallest unused stretch that is large enough, else the end of the block. */
  Region take(long wanted) {
    long bytes = Math.max(ALIGNMENT, (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    long at = -1;
    long size = Long.MAX_VALUE;
    for (Map.Entry<Long, Long> stretch : free.entrySet()) {
      if (stretch.getValue() >= bytes && stretch.getValue() < size) {
        at = stretch.getKey();
        size = stretch.getValue();
      }
    }
    if (at < 0) {
      return new Region(takeAtEnd(bytes), bytes);
    }
    free.remove(at);
    if (size > bytes) {
      free.put(at + bytes, size - bytes);
    }
    return new Region(at, bytes);
  }

  /** An unused stretch that reaches the end is grown. */
  private long takeAtEnd(long bytes) {
    long at = end;
    var last = free.lastEntry();
    if (last != null && last.getKey() + last.getValue() == end) {
      free.remove(last.getKey());
      at = last.getKey();
    }
    end = at + bytes;
    return at;
  }

  void release(Region region) {
    long at = region.offset();
    long bytes = region.bytes();
    var before = free.floorEntry(at);
    if (before != null && before.getKey() + before.getValue() == at) {
      free.remove(before.getKey());
      at = before.getKey();
      bytes += before.getValue();
    }
    Long after = free.remove(at + bytes);
    free.put(at, after == null ? bytes : bytes + after);
  }

  /** Size of the block that the plan needs. */
  long bytes() {
    return end;
  }
}
