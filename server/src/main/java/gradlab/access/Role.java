package gradlab.access;

import java.util.Locale;

/** What a caller may do. Each includes those before it. */
public enum Role {
  /** Looks at runs and the server. */
  VIEWER,
  /** Starts, stops and deletes runs, and prepares data. */
  OPERATOR,
  /** Gives and takes tokens. */
  ADMIN;

  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** As users write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
