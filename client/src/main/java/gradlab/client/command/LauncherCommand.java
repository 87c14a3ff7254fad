package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Unmatched;

/** A command that the launcher script runs itself; it is here for the help. */
abstract class LauncherCommand implements Callable<Integer> {
  @Unmatched private final List<String> arguments = new ArrayList<>();

  @Override
  public final Integer call() {
    throw new Failure(
        ExitCode.USAGE,
        "this command is run by the launcher script, not by the client",
        "call it as ./gradlab from a checkout");
  }
}
