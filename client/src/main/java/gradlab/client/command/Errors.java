package gradlab.client.command;

import gradlab.client.connection.Refusals;
import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Display;
import io.grpc.StatusRuntimeException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong and what to do next, and chooses the exit code. */
final class Errors {
  /** A bug of ours (EX_SOFTWARE of sysexits.h), apart from everything a script may rely on. */
  static final int BUG = 70;

  private final Console console;
  private final GradlabCommand root;

  Errors(Console console, GradlabCommand root) {
    this.console = console;
    this.root = root;
  }

  /** A command line that cannot be understood. */
  int misused(ParameterException misuse, String[] arguments) {
    var line = misuse.getCommandLine();
    console.err().println("gradlab: " + misuse.getMessage());
    UnmatchedArgumentException.printSuggestions(misuse, line.getErr());
    line.getErr().flush();
    console.err().println("  next: `" + line.getCommandSpec().qualifiedName() + " --help`");
    return ExitCode.USAGE.number();
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
      console.err().println("gradlab: interrupted");
      exitCode = ExitCode.INTERRUPTED.number();
    } else {
      console.err().println("gradlab: this is a bug of the client: " + failure);
      console.err().println("  next: report it with the output of the same command with --debug");
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
    console.err().println("gradlab: " + Display.oneLine(message));
    failure.details().forEach(line -> console.err().println("  " + Display.oneLine(line)));
    if (!failure.next().isEmpty()) {
      console.err().println("  next: " + failure.next());
    }
    return failure.exitCode().number();
  }
}
