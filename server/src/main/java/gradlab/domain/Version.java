package gradlab.domain;

/** gradlab's own version, as in the Maven project; a test holds them together. */
public final class Version {
  public static final String CURRENT = "0.1.0";

  private Version() {}
}
