package gradlab.access.tls;

import java.io.IOException;

/** A file of TLS cannot be used; the message says which, why, and what to do. */
public final class BadTlsFileException extends IOException {
  private static final long serialVersionUID = 1L;

  BadTlsFileException(String message) {
    super(message);
  }

  BadTlsFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
