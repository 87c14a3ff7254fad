package gradlab.dataset;

import java.util.function.LongSupplier;

/** Passes on the first report of a stage, its last (all bytes done), and ten a second between. */
public final class RateLimitedProgress implements Progress {
  private static final long INTERVAL_NANOS = 100_000_000;

  private final Progress target;
  private final LongSupplier nanoTime;
  private Stage lastStage = Stage.DONE;
  private long lastNanos;

  RateLimitedProgress(Progress target, LongSupplier nanoTime) {
    this.target = target;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  public static Progress around(Progress target) {
    return target instanceof RateLimitedProgress
        ? target
        : new RateLimitedProgress(target, System::nanoTime);
  }

  @Override
  public void report(Stage stage, long doneBytes, long totalBytes) {
    long now = nanoTime.getAsLong();
    boolean complete = totalBytes > 0 && doneBytes >= totalBytes;
    if (stage != lastStage
        || complete
        || stage == Stage.DONE
        || now - lastNanos >= INTERVAL_NANOS) {
      lastStage = stage;
      lastNanos = now;
      target.report(stage, doneBytes, totalBytes);
    }
  }
}
