package gradlab.store;

import gradlab.domain.RunEvent;
import java.util.Optional;
import java.util.Set;

/**
 * The events of some kinds, in order, up to the newest one when it was opened; of a long log only
 * the blocks that have any are read. Of one thread at a time.
 */
public final class LogExcerpt implements AutoCloseable {
  private final RunLog log;
  private final Set<Class<? extends RunEvent>> kinds;
  private final int wanted;
  private final long end;

  /** The stretch of blocks that is being read, until {@code last}. */
  private Optional<LogCursor> cursor = Optional.empty();

  private long seq = 1;
  private long last;

  private LogExcerpt(RunLog log, Set<Class<? extends RunEvent>> kinds) {
    this.log = log;
    this.kinds = Set.copyOf(kinds);
    this.wanted = EventKinds.bits(kinds);
    this.end = log.view().lastSeq();
  }

  public static LogExcerpt of(RunLog log, Set<Class<? extends RunEvent>> kinds) {
    return new LogExcerpt(log, kinds);
  }

  /**
   * The next event; empty: that was all. CorruptLogException where the log is damaged,
   * UncheckedIOException where it cannot be read.
   */
  public Optional<StoredEvent> next() {
    while (seq <= last || nextStretch()) {
      Optional<StoredEvent> event = cursor.flatMap(LogCursor::next);
      seq++;
      if (event.isPresent() && kinds.contains(event.get().event().getClass())) {
        return event;
      }
    }
    return Optional.empty();
  }

  private boolean nextStretch() {
    close();
    LogBlocks blocks = log.blocks();
    int first = blocks.next(LogBlocks.of(seq), wanted);
    seq = Math.max(seq, LogBlocks.firstSeq(first));
    if (seq > end) {
      return false;
    }
    last = Math.min(end, LogBlocks.firstSeq(blocks.nextWithout(first, wanted)) - 1);
    cursor = Optional.of(log.cursor(seq));
    return true;
  }

  @Override
  public void close() {
    cursor.ifPresent(LogCursor::close);
    cursor = Optional.empty();
  }
}
