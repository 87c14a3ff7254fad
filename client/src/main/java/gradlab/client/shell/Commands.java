package gradlab.client.shell;

import gradlab.client.connection.Connection;
import gradlab.client.console.Console;
import gradlab.client.console.Failure;
import gradlab.v1.Run;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** What the shell needs of the command line: the same commands as everywhere. */
public interface Commands {
  /** Known at once, also those that the launcher script runs itself. */
  List<String> names();

  /** Those that the launcher script runs. */
  boolean isLaunchers(String name);

  /** All of the commands, to look at. Takes 0.2 s the first time. */
  CommandSpec model();

  /**
   * Does one; errors are said on the console.
   *
   * @param background whether the prompt is back meanwhile
   * @param touched told each run that is started or followed
   * @return the exit code
   */
  int execute(Console console, boolean background, Consumer<Run> touched, List<String> arguments);

  /** The kept way to the shell's server, as it is now. */
  Connection connection();

  /** What a refusal means. */
  Failure meaning(StatusRuntimeException refused);

  /** Says an error that is the shell's own as commands say theirs; returns the exit code. */
  int report(Console console, RuntimeException failure);
}
