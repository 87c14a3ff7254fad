package gradlab.client.console;

import java.util.Optional;
import java.util.function.Supplier;
import org.jline.utils.Signals;

/** Asks the person at the terminal. */
public final class Prompt {
  private final Console console;
  private final java.io.Console terminal;

  private Prompt(Console console, java.io.Console terminal) {
    this.console = console;
    this.terminal = terminal;
  }

  /** Empty where nobody can answer: in a script, a pipe, a service. */
  public static Optional<Prompt> of(Console console) {
    // The launcher script knows which streams are terminals; newer JVMs always have a console.
    String tty = console.environment().getOrDefault("GRADLAB_TTY", "012");
    boolean person = tty.contains("0") && console.errIsTerminal();
    return Optional.ofNullable(System.console())
        .filter(c -> person)
        .map(c -> new Prompt(console, c));
  }

  /** Whether the answer is yes; anything but y and yes is no. */
  public boolean agreed(String question) {
    var answer =
        ask(() -> Optional.ofNullable(terminal.readLine("%s [y/N] ", question)))
            .map(String::strip)
            .orElse("");
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  /**
   * What was typed; empty where the input has ended. Ctrl-C keeps its meaning, which after a first
   * one is the end of the process.
   */
  public Optional<String> line(String question) {
    console.err().flush();
    return Optional.ofNullable(terminal.readLine("%s ", question)).map(String::strip);
  }

  /** Something that must not be seen; empty where nothing was said. */
  public Optional<String> secret(String question) {
    // It hides what is typed before it shows the question, so that no quick paste is seen.
    return ask(() -> Optional.ofNullable(terminal.readPassword("%s ", question)).map(String::new))
        .map(String::strip)
        .filter(said -> !said.isEmpty());
  }

  private Optional<String> ask(Supplier<Optional<String>> reading) {
    console.err().flush();
    // Reading cannot be interrupted, so Ctrl-C ends the process here, and the JVM's own hook shows
    // again what is typed.
    Object ours = Signals.registerDefault("INT");
    try {
      return reading.get();
    } finally {
      Signals.unregister("INT", ours);
    }
  }
}
