package gradlab.client;

import gradlab.client.command.CommandLines;
import gradlab.client.console.Console;
import gradlab.client.console.Interrupts;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The client's process: one command, then the end. */
public final class Main {
  // Held, or the setting is collected with the logger. gRPC reports through statuses; what it logs
  // beside that is noise in a terminal.
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private Main() {}

  public static void main(String[] args) {
    GRPC.setLevel(Level.OFF);
    Interrupts.forward(Thread.currentThread());
    var console = Console.system();
    int exitCode = CommandLines.execute(console, Clock.systemUTC(), args);
    console.out().flush();
    console.err().flush();
    System.exit(exitCode);
  }
}
