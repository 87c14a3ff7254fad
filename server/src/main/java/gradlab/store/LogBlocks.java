package gradlab.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A log in blocks of 256 events: where each begins and which kinds of events are in it, so that a
 * reader seeks what it wants and leaves out what it does not. Thread-safe.
 */
final class LogBlocks {
  static final int EVENTS = 256;

  /** Where a block begins: the number of its first event, and that event's place in the file. */
  record Place(long seq, long offset) {}

  private long[] offsets = new long[4];
  private int[] kinds = new int[4];
  private int count;

  /** The block of an event. */
  static int of(long seq) {
    return Math.toIntExact((seq - 1) / EVENTS);
  }

  static long firstSeq(int block) {
    return 1 + (long) block * EVENTS;
  }

  /**
   * Called for every event in order.
   *
   * @param kind its bit, see {@link EventKinds}
   */
  synchronized void add(long seq, long offset, int kind) {
    int block = of(seq);
    if (block > count) {
      throw new IllegalStateException("event " + seq + " after " + count + " blocks");
    }
    if (block == count) {
      put(offset, 0);
    }
    kinds[block] |= kind;
  }

  private void put(long offset, int kind) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
    }
    offsets[count] = offset;
    kinds[count++] = kind;
  }

  /** The last block that begins at {@code seq} or before; empty: the log has no event. */
  synchronized Optional<Place> floor(long seq) {
    if (count == 0) {
      return Optional.empty();
    }
    int block = (int) Math.min(Math.max(0, seq - 1) / EVENTS, count - 1);
    return Optional.of(new Place(firstSeq(block), offsets[block]));
  }

  /** The first block from this one on that has one of these kinds; else how many there are. */
  synchronized int next(int block, int wanted) {
    int next = block;
    while (next < count && (kinds[next] & wanted) == 0) {
      next++;
    }
    return next;
  }

  /** The first block from this one on that has none of these kinds; else how many there are. */
  synchronized int nextWithout(int block, int wanted) {
    int next = block;
    while (next < count && (kinds[next] & wanted) != 0) {
      next++;
    }
    return next;
  }

  /**
   * Whether these can be the blocks of a log with so many events, the first at {@code firstEvent}
   * and the last one's end at {@code bytes}.
   */
  synchronized boolean fit(long lastSeq, long firstEvent, long bytes) {
    if (lastSeq == 0) {
      return count == 0;
    }
    boolean fits =
        count == of(lastSeq) + 1 && offsets[0] == firstEvent && offsets[count - 1] < bytes;
    for (int i = 1; i < count; i++) {
      fits &= offsets[i - 1] < offsets[i];
    }
    return fits;
  }

  /** Those of the first {@code lastSeq} events: some 5 bytes a block. */
  synchronized byte[] encode(long lastSeq) {
    int blocks = lastSeq == 0 ? 0 : of(lastSeq) + 1;
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    try {
      long before = 0;
      for (int i = 0; i < blocks; i++) {
        out.writeUInt64NoTag(offsets[i] - before);
        out.writeUInt32NoTag(kinds[i]);
        before = offsets[i];
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** IOException where the bytes were not made by {@link #encode}. */
  static LogBlocks decode(byte[] bytes) throws IOException {
    var blocks = new LogBlocks();
    var in = CodedInputStream.newInstance(bytes);
    long offset = 0;
    while (!in.isAtEnd()) {
      offset += in.readUInt64();
      blocks.put(offset, in.readUInt32());
    }
    return blocks;
  }
}
