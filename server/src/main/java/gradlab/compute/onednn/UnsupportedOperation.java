package gradlab.compute.onednn;

/** oneDNN cannot do something that a network needs, or not fast; the nd4j path can. */
public final class UnsupportedOperation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedOperation(String message) {
    super(message);
  }
}
