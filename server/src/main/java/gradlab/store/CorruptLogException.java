package gradlab.store;

import java.nio.file.Path;

/** A log is damaged where it was already on record, so that nothing can be cut without loss. */
public final class CorruptLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptLogException(Path file, long offset, String what) {
    super(
        file
            + " is damaged at byte "
            + offset
            + ": "
            + what
            + ". Nothing was changed; restore the file from a backup, or move the run's directory"
            + " away to go on without this run");
  }
}
