package gradlab.rpc;

/** This server's data set. Thread-safe. */
public interface Datasets {
  /**
   * Checks that the data is sound, every label of it; cheap where nothing changed since the last
   * time.
   *
   * @throws gradlab.domain.GradlabException.BadDataset names file, offset and fix
   */
  DatasetState check();

  /** What is known without reading it; never throws: what is wrong is in the message. */
  DatasetState inspect();

  /** Gets the whole set where it is not there yet. */
  DatasetState prepare(Progress progress) throws InterruptedException;

  /** Compares with the published checksums. */
  DatasetState verify(Progress progress) throws InterruptedException;

  /** Told how far it is, on the thread that does the work. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param stage downloading, checking, unpacking or done
     * @param totalBytes 0 when not known
     */
    void report(String stage, long doneBytes, long totalBytes);
  }
}
