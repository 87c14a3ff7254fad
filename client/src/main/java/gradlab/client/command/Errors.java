package gradlab.client.command;

import gradlab.client.connection.Refusals;
import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import io.grpc.StatusRuntimeException;
import java.util.List;
import picocli.CommandLine.ParameterException;

/** Says what went wrong and what to do next, and chooses the exit code. */
final class Errors {
  /** A bug of ours (EX_SOFTWARE of sysexits.h), apart from everything a script may rely on. */
  static final int BUG = 70;

  private static final String RED = "\u001b[31m";
  private static final String CYAN = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  private final Console console;
  private final GradlabCommand root;

  Errors(Console console, GradlabCommand root) {
    this.console = console;
    this.root = root;
  }

  /** A command line that cannot be understood. */
  int misused(ParameterException misuse, String[] arguments) {
    int exitCode = tell(Misuses.failure(misuse));
    if (root.debug()) {
      misuse.printStackTrace(console.err());
    }
    return exitCode;
  }

  /** A command that failed. */
  int report(Exception failure) {
    int exitCode;
    if (failure instanceof Failure known) {
      exitCode = tell(known);
    } else if (failure instanceof StatusRuntimeException refused) {
      exitCode = tell(Refusals.failure(refused, root.address(), root.login()));
    } else if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      say("interrupted", List.of(), "");
      exitCode = ExitCode.INTERRUPTED.number();
    } else {
      say(
          "this is a bug of the client: " + Display.oneLine(failure.toString()),
          List.of(),
          "report it with the output of the same command with --debug");
      exitCode = BUG;
    }
    if (root.debug()) {
      failure.printStackTrace(console.err());
    }
    return exitCode;
  }

  private int tell(Failure failure) {
    boolean interrupted = failure.exitCode() == ExitCode.INTERRUPTED;
    String message = interrupted ? "interrupted" : failure.getMessage();
    say(Display.oneLine(message), failure.details(), failure.next());
    return failure.exitCode().number();
  }

  private void say(String message, List<String> details, String next) {
    var err = console.err();
    boolean coloured = console.errColoured();
    err.println(coloured ? RED + "gradlab: " + message + PLAIN : "gradlab: " + message);
    details.forEach(line -> err.println("  " + lined(line)));
    if (!next.isEmpty()) {
      err.println(coloured ? CYAN + "  next: " + next + PLAIN : "  next: " + next);
    }
  }

  /** Without control characters, but with the spaces that it begins with. */
  private static String lined(String detail) {
    String text = detail.stripLeading();
    return " ".repeat(detail.length() - text.length()) + Display.oneLine(text);
  }
}
