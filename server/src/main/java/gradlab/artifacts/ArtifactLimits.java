package gradlab.artifacts;

import java.time.Duration;

/**
 * What uploaded files may take of a server.
 *
 * @param mostBytes of one file
 * @param mostKept files that wait for a run to use them; the oldest go first
 * @param longestKept how long they wait
 * @param mostTransfers uploads and exports in progress at the same time
 */
public record ArtifactLimits(
    long mostBytes, int mostKept, Duration longestKept, int mostTransfers) {
  /** 64 MiB are 16 million float32 weights; 16 files 1 GiB. */
  public static final ArtifactLimits DEFAULT =
      new ArtifactLimits(64L << 20, 16, Duration.ofHours(24), 16);
}
