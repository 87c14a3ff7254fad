package gradlab.bench.child;

/** A child ended in the middle of its work; the message names it and shows its last output. */
public final class ChildFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChildFailure(String message) {
    super(message);
  }
}
