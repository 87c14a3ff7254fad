package gradlab.client.console;

/** How a command ended; scripts rely on the numbers. */
public enum ExitCode {
  DONE(0, "done"),
  RUN_FAILED(1, "the run failed"),
  USAGE(2, "wrong usage"),
  INTERRUPTED(3, "interrupted"),
  NO_SUCH_RUN(4, "no such run"),
  UNREACHABLE(5, "server unreachable"),
  GATE(6, "a gate did not hold"),
  TIMEOUT(7, "timeout"),
  REFUSED(8, "refused: wrong state, no permission or bad value"),
  STOPPED(9, "the run is stopped or paused");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** For people, in the help. */
  public String meaning() {
    return meaning;
  }
}
