package gradlab.store;

import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One run's log: the only truth about it. Thread-safe. */
public final class RunLog implements AutoCloseable {
  public static RunLog create(
      Path runDirectory, RunId id, RunConfig config, String requestId, Instant createTime) {
    throw new UnsupportedOperationException();
  }

  public static RunLog open(Path runDirectory) {
    throw new UnsupportedOperationException();
  }

  /** What {@link #open} had to cut off, for people; empty where the log was whole. */
  public Optional<String> recovery() {
    throw new UnsupportedOperationException();
  }

  public RunView view() {
    throw new UnsupportedOperationException();
  }

  public List<StoredEvent> append(List<NewEvent> events) {
    throw new UnsupportedOperationException();
  }

  public LogCursor cursor(long fromSeq) {
    throw new UnsupportedOperationException();
  }

  public AutoCloseable onAppend(Runnable listener) {
    throw new UnsupportedOperationException();
  }

  public Path directory() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
