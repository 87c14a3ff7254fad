package gradlab.dataset.prepare;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param stall the longest time without any byte, before and after the headers
 * @param attempts how often a cut connection is taken up again, as long as each brought some bytes
 * @param pause between two attempts
 */
record DownloadLimits(Duration connect, Duration stall, int attempts, Duration pause) {
  static final DownloadLimits DEFAULT =
      new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 10, Duration.ofSeconds(1));
}
