package gradlab.store;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of a log's appends. Thread-safe. */
final class AppendListeners {
  private static final Logger logger = LoggerFactory.getLogger(AppendListeners.class);

  private final class Registration implements AutoCloseable {
    private final Runnable listener;

    Registration(Runnable listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      registrations.remove(this);
    }
  }

  private final Path directory;
  private final List<Registration> registrations = new CopyOnWriteArrayList<>();

  AppendListeners(Path directory) {
    this.directory = directory;
  }

  /** Until the answer is closed. */
  AutoCloseable add(Runnable listener) {
    var registration = new Registration(listener);
    registrations.add(registration);
    return registration;
  }

  /** On the calling thread, one after the other. */
  void tell() {
    registrations.forEach(this::tell);
  }

  private void tell(Registration registration) {
    try {
      registration.listener.run();
    } catch (RuntimeException e) {
      // The append has succeeded, and the other listeners must hear of it.
      logger.error("a listener of the log in {} failed", directory, e);
    }
  }
}
