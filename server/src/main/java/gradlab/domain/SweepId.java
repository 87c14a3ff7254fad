package gradlab.domain;

/** The name of a sweep: {@code s-}, then lower-case letters, digits and '-', at most 64 in all. */
public record SweepId(String value) {
  private static final PrefixedId FORM = PrefixedId.of("sweep", "s-");

  public SweepId {
    FORM.check(value);
  }

  /** The same; throws InvalidRequest for what is no sweep id. */
  public static SweepId of(String value) {
    return new SweepId(value);
  }

  public static boolean isOne(String value) {
    return FORM.matches(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
