package gradlab.client.shell.script;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import gradlab.client.shell.syntax.Lexer;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.ToIntBiFunction;

/** Lines from a file or a pipe, done one after the other. */
public final class Script {
  private static final int DEEPEST = 16;

  private final ToIntBiFunction<Console, String> interpreter;
  private final Control control;

  /**
   * @param interpreter does one command; returns its exit code
   */
  public Script(ToIntBiFunction<Console, String> interpreter, Control control) {
    this.interpreter = interpreter;
    this.control = control;
  }

  /**
   * Ends at the first command that fails, unless told otherwise; then all are done.
   *
   * @param name what the lines come from, for messages
   * @return the exit code of the first command that failed, else 0
   */
  public int run(BufferedReader lines, String name, Console console) {
    if (control.enter() > DEEPEST) {
      control.leave();
      throw new Failure(
          ExitCode.USAGE,
          name + " is " + DEEPEST + " scripts deep",
          "does one of them read itself with `source`?");
    }
    try {
      return all(lines, name, console);
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, name + " cannot be read: " + e.getMessage(), "")
          .causedBy(e);
    } finally {
      control.leave();
    }
  }

  private int all(BufferedReader lines, String name, Console console) throws IOException {
    int firstFailure = 0;
    int number = 0;
    String line = lines.readLine();
    while (line != null && control.exit().isEmpty()) {
      int begun = ++number;
      var command = new StringBuilder(line);
      while (!Lexer.typed(command.toString()).isWhole() && (line = lines.readLine()) != null) {
        number++;
        command.append('\n').append(line);
      }
      int code = interpreter.applyAsInt(console, command.toString());
      console.out().flush();
      boolean interrupted = code == ExitCode.INTERRUPTED.number();
      if (code != 0 && control.exit().isEmpty()) {
        firstFailure = firstFailure == 0 ? code : firstFailure;
        console
            .err()
            .printf(
                "gradlab: %s: line %d failed (exit code %d): %s%n",
                name, begun, code, Display.oneLine(command.toString()));
        if (control.stopsAtFailure() || interrupted) {
          return code;
        }
      }
      line = line == null ? null : lines.readLine();
    }
    return control.exit().orElse(firstFailure);
  }
}
