package gradlab.dataset.prepare;

/** The archive arrived, but is not what it should be. */
final class CorruptArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  CorruptArchiveException(String message) {
    super(message);
  }

  CorruptArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
