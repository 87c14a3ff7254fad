package gradlab.weights.format;

import java.io.IOException;

/** A file of weights is damaged, or not what it should be. The message is for people. */
public final class BadWeightsException extends IOException {
  private static final long serialVersionUID = 1L;

  public BadWeightsException(String message) {
    super(message);
  }

  public BadWeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
