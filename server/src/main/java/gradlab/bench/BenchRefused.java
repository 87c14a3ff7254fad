package gradlab.bench;

/** What was asked for cannot be measured on this machine. */
final class BenchRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchRefused(String message) {
    super(message);
  }
}
