package gradlab.client.shell.builtin;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command of the shell itself. */
abstract class Builtin implements Callable<Integer> {
  private final Room room;

  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  private boolean help;

  Builtin(Room room) {
    this.room = room;
  }

  /** Returns the exit code. */
  abstract int run(Room here);

  @Override
  public final Integer call() {
    return run(room);
  }

  static Failure misused(String what, String next) {
    return new Failure(ExitCode.USAGE, what, next);
  }
}
