package gradlab.training;

/**
 * How fast an epoch's steps go, and how much of that they wait for data; whole and since the last
 * window.
 */
final class EpochSpeed {
  private final long started = System.nanoTime();
  private long images;
  private long waited;
  private long windowStarted = started;
  private long windowImages;
  private long windowWaited;
  private int windowSteps;

  /**
   * @param totalWaitNanos what the epoch's data source has made the loop wait so far
   * @return what this step waited, in nanoseconds
   */
  long step(int batchImages, long totalWaitNanos) {
    long waitedNow = totalWaitNanos - waited;
    images += batchImages;
    windowImages += batchImages;
    windowWaited += waitedNow;
    waited = totalWaitNanos;
    windowSteps++;
    return waitedNow;
  }

  double imagesPerSecond() {
    return images / seconds(started);
  }

  /** 0..1. */
  double waitShare() {
    return waited / 1e9 / seconds(started);
  }

  /** Steps since the last call. */
  Window endWindow() {
    double seconds = seconds(windowStarted);
    var window =
        new Window(
            seconds * 1e3 / windowSteps, windowImages / seconds, windowWaited / 1e9 / seconds);
    windowStarted = System.nanoTime();
    windowImages = 0;
    windowWaited = 0;
    windowSteps = 0;
    return window;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Wall time of a step, throughput and wait share of some steps. */
  record Window(double stepMillis, double imagesPerSecond, double waitShare) {}
}
