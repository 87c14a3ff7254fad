package gradlab.dataset;

import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Checks the files that are there, without keeping them in memory. */
public final class DatasetVerifier {
  private DatasetVerifier() {}

  /**
   * Number of images by the file's length alone: cheap enough for every start of a run.
   *
   * @throws BadDataset when the file is missing or its length is wrong
   */
  public static int images(DatasetLocation location, Split split) {
    try {
      return Records.images(location, split, location.length(split));
    } catch (IOException e) {
      throw location.unreadable(split, e);
    }
  }

  /** The same for both splits. */
  public static DatasetSize size(DatasetLocation location) {
    return new DatasetSize(images(location, Split.TRAIN), images(location, Split.TEST));
  }

  /**
   * Reads everything: lengths, all labels and the checksums of the official files (or of the
   * sample).
   *
   * @throws BadDataset when a file is damaged or is not the official one
   * @throws InterruptedException when the thread was interrupted; nothing is left behind
   */
  public static DatasetSize verify(DatasetLocation location, Progress progress)
      throws InterruptedException {
    DatasetSize size = size(location);
    long trainBytes = (long) size.trainImages() * Cifar100.RECORD_BYTES;
    long total = trainBytes + (long) size.testImages() * Cifar100.RECORD_BYTES;
    Progress limited = RateLimitedProgress.around(progress);
    limited.report(Stage.CHECKING, 0, total);
    verify(location, Split.TRAIN, limited, 0, total);
    verify(location, Split.TEST, limited, trainBytes, total);
    limited.report(Stage.DONE, total, total);
    return size;
  }

  private static void verify(
      DatasetLocation location, Split split, Progress progress, long before, long total)
      throws InterruptedException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = location.open(split)) {
      RecordChunks chunks = new RecordChunks(in);
      while (chunks.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("checking " + location.fileOf(split));
        }
        digest.update(chunks.bytes(), 0, chunks.length());
        Records.checkLabels(location, split, chunks.offset(), chunks.bytes(), chunks.length());
        progress.report(Stage.CHECKING, before + chunks.offset() + chunks.length(), total);
      }
    } catch (IOException e) {
      throw location.unreadable(split, e);
    }
    String found = Sha256.hex(digest);
    String expected = location.isSample() ? split.sampleSha256() : split.officialSha256();
    if (!found.equals(expected)) {
      throw location.bad(
          split, "is not the official file: its sha256 is " + found + " but should be " + expected);
    }
  }
}
