package gradlab.client.watch.grid;

/** What something on the screen is; its colour follows. */
public enum Role {
  TEXT,
  /** Axes and other things beside the data. */
  FAINT,
  TITLE,
  TRAINING,
  VALIDATION,
  BAR,
  /** Exactly zero. */
  ZERO,
  /** Not a number, or infinite. */
  NOT_FINITE,
  GOOD,
  WARNING,
  BAD
}
