package gradlab.store;

import java.util.Optional;

/** Reads a log from one place on, durable events only. Of one thread. */
public final class LogCursor implements AutoCloseable {
  /** The next event; empty: nothing more yet. */
  public Optional<StoredEvent> next() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
