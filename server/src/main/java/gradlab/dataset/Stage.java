package gradlab.dataset;

import java.util.Locale;

/** What is being done to the data set. */
public enum Stage {
  DOWNLOADING,
  CHECKING,
  UNPACKING,
  DONE;

  /** The word used in the API: downloading, checking, unpacking, done. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
