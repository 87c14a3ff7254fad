package gradlab.domain;

import java.util.List;

/**
 * That a run was not trained here but read from result files: it can be looked at as any other, and
 * has no checkpoints. What the files do not hold is not known.
 *
 * @param format whose format the files have
 * @param files their names
 * @param contentSha256 of the numbers in them, so that the same results are the same run
 */
public record Imported(String format, List<String> files, String contentSha256) {
  /** The format of the course's framework. */
  public static final String COURSE = "course";

  public Imported {
    files = List.copyOf(files);
  }
}
