package gradlab.client.console;

import java.util.List;

/** A command cannot go on: what and why, the details one per line, and what to do next. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;
  private final transient List<String> details;
  private final String next;

  /**
   * @param message what failed and why
   * @param details more lines, for example one for each bad field; may be empty
   * @param next what to do next; empty when there is nothing to say
   */
  public Failure(ExitCode exitCode, String message, List<String> details, String next) {
    super(message);
    this.exitCode = exitCode;
    this.details = List.copyOf(details);
    this.next = next;
  }

  public Failure(ExitCode exitCode, String message, String next) {
    this(exitCode, message, List.of(), next);
  }

  public Failure causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public List<String> details() {
    return details;
  }

  public String next() {
    return next;
  }
}
