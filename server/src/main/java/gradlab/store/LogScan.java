package gradlab.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a log holds, found by reading it: from its start, or from where it was known to be whole.
 *
 * @param firstEvent offset of the first event
 * @param remembered whether the blocks were not seen but known before
 * @param bytesRead what had to be read for it
 * @param recovery what was cut off, for people
 */
record LogScan(
    LogSnapshot found,
    long firstEvent,
    boolean remembered,
    long bytesRead,
    Optional<String> recovery) {

  /** Reads the whole log; else as below. */
  static LogScan read(Path path) throws IOException {
    return read(path, Optional.empty());
  }

  /**
   * Reads a log and cuts a torn tail. CorruptLogException, and no change, where the damage is not
   * that of an interrupted last write.
   *
   * @param known what an index says; of use where the log says the same, else all is read
   */
  static LogScan read(Path path, Optional<LogSnapshot> known) throws IOException {
    var reader = new LogReader(path);
    reader.acquire();
    try {
      return new LogScanner(path, reader, path.toFile().length()).scan(known);
    } finally {
      reader.release();
    }
  }
}
