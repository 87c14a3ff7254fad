package gradlab.worker;

import gradlab.v1.WorkerEvent;
import gradlab.wire.SpoolFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server has not taken, on this worker's disk while there is no server: a worker that ends
 * meanwhile loses nothing. A disk that cannot be written costs only that: the events are in memory,
 * too. Of one thread.
 */
final class Spool {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final Path runDirectory;
  private final int attempt;
  private Optional<SpoolFile> file = Optional.empty();
  private long lastSeq;

  Spool(Path runDirectory, int attempt) {
    this.runDirectory = runDirectory;
    this.attempt = attempt;
  }

  boolean isOpen() {
    return file.isPresent();
  }

  /** Number of the newest event in it. */
  long lastSeq() {
    return lastSeq;
  }

  void open() {
    if (file.isEmpty()) {
      try {
        file = Optional.of(SpoolFile.create(runDirectory, attempt));
        lastSeq = 0;
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  void add(List<WorkerEvent> events) {
    if (file.isEmpty()) {
      return;
    }
    try {
      for (var event : events) {
        file.get().append(event);
        lastSeq = event.getWorkerSeq();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  void force() {
    if (file.isPresent()) {
      try {
        file.get().force();
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  /** The server has everything up to this number. */
  void acknowledged(long seq) {
    if (file.isPresent() && seq >= lastSeq) {
      try {
        close();
        Files.deleteIfExists(SpoolFile.in(runDirectory));
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  void close() {
    try {
      if (file.isPresent()) {
        file.get().close();
        file = Optional.empty();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    log.warn("the spool cannot be written: {}", e.toString());
    file = Optional.empty();
  }
}
