package gradlab.runs;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How a worker process ended.
 *
 * @param code its exit code; 128 + n when signal n ended it; empty for a process that an earlier
 *     server started, whose code the operating system does not tell us
 */
public record WorkerExit(OptionalInt code) {
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  /** The end of a process that is not our child. */
  public static final WorkerExit UNKNOWN = new WorkerExit(OptionalInt.empty());

  public static WorkerExit ofCode(int code) {
    return new WorkerExit(OptionalInt.of(code));
  }

  /** In words, as the rest of "the worker ended …": "by SIGKILL (exit code 137)". */
  public String inWords() {
    if (code.isEmpty()) {
      return "(exit code unknown: an earlier server started it)";
    }
    int exit = code.getAsInt();
    if (exit <= 128) {
      return "with exit code " + exit;
    }
    String signal = SIGNALS.getOrDefault(exit - 128, "signal " + (exit - 128));
    return "by " + signal + " (exit code " + exit + ")";
  }
}
