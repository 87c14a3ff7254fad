package gradlab.domain;

/** This release, as in the pom (a test compares the two). */
public final class Version {
  public static final String CURRENT = "0.1.0";

  private Version() {}
}
