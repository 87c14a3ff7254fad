package gradlab.dataset;

/**
 * Told how far a long operation is, on the thread that does the work; at most ten times a second.
 */
@FunctionalInterface
public interface Progress {
  /**
   * @param totalBytes 0 when not known
   */
  void report(Stage stage, long doneBytes, long totalBytes);

  /** For those who do not care. */
  static Progress none() {
    return (stage, doneBytes, totalBytes) -> {};
  }
}
