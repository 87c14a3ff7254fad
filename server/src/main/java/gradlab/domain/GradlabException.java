package gradlab.domain;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything a user can be told no with. The message says what, which run, and what to do next; it
 * is mapped to a google.rpc.Status in one place.
 */
public abstract sealed class GradlabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private GradlabException(String message) {
    super(message);
  }

  private GradlabException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The request has bad fields; all of them are named. */
  public static final class InvalidRequest extends GradlabException {
    private static final long serialVersionUID = 1L;
    private final transient List<FieldViolation> violations;

    public InvalidRequest(List<FieldViolation> violations) {
      super(
          violations.stream()
              .map(v -> v.field() + ": " + v.description())
              .collect(Collectors.joining("; ")));
      this.violations = List.copyOf(violations);
    }

    public List<FieldViolation> violations() {
      return violations;
    }
  }

  /** There is no such run (or checkpoint, or file of a run). */
  public static final class NotFound extends GradlabException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }

  /** The run is in a state that does not allow this. */
  public static final class WrongState extends GradlabException {
    private static final long serialVersionUID = 1L;

    public WrongState(String message) {
      super(message);
    }
  }

  /** A limit is reached: queue full, disk full. */
  public static final class LimitReached extends GradlabException {
    private static final long serialVersionUID = 1L;

    public LimitReached(String message) {
      super(message);
    }

    public LimitReached(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The data set is missing or damaged: file, offset and the fix. */
  public static final class BadDataset extends GradlabException {
    private static final long serialVersionUID = 1L;

    public BadDataset(String message) {
      super(message);
    }

    public BadDataset(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The caller has no valid token. */
  public static final class Unauthenticated extends GradlabException {
    private static final long serialVersionUID = 1L;

    public Unauthenticated(String message) {
      super(message);
    }
  }

  /** The caller's role does not include this. */
  public static final class PermissionDenied extends GradlabException {
    private static final long serialVersionUID = 1L;

    public PermissionDenied(String message) {
      super(message);
    }
  }

  /** Too many wrong tokens came from the caller's address. */
  public static final class TooManyAttempts extends GradlabException {
    private static final long serialVersionUID = 1L;
    private final transient Duration retryAfter;

    public TooManyAttempts(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
