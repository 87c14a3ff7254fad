package gradlab.domain;

/**
 * The name of a seed group: {@code g-}, then lower-case letters, digits and '-', at most 64 in all.
 * No network's name begins so, hence no run's id that the server makes.
 */
public record GroupId(String value) {
  private static final PrefixedId FORM = PrefixedId.of("group", "g-");

  public GroupId {
    FORM.check(value);
  }

  /** The same; throws InvalidRequest for what is no group id. */
  public static GroupId of(String value) {
    return new GroupId(value);
  }

  public static boolean isOne(String value) {
    return FORM.matches(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
