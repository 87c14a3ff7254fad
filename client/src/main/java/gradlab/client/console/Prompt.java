package gradlab.client.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;

/** Asks the person at the terminal. */
public final class Prompt {
  private static final char NOTHING = 0;

  /** A line as typed; empty where there is none. */
  private interface Keyboard {
    Optional<String> line(String question);

    /** The same, where Ctrl-C has been pressed already. */
    Optional<String> interruptedLine(String question);

    Optional<String> hidden(String question);
  }

  private final Keyboard keyboard;

  private Prompt(Keyboard keyboard) {
    this.keyboard = keyboard;
  }

  /** Empty where nobody can answer: in a script, a pipe, a service. */
  public static Optional<Prompt> of(Console console) {
    if (console.terminal().isPresent()) {
      return Optional.of(new Prompt(new Opened(console.terminal().get())));
    }
    boolean person = console.inIsTerminal() && console.errIsTerminal();
    return Optional.ofNullable(System.console())
        .filter(c -> person)
        .map(c -> new Prompt(new OfProcess(console, c)));
  }

  /** Whether the answer is yes; anything but y and yes is no. */
  public boolean agreed(String question) {
    var answer = keyboard.line(question + " [y/N] ").map(String::strip).orElse("");
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  /**
   * What was typed; empty where the input has ended. Ctrl-C keeps its meaning, which after a first
   * one is the end of the process.
   */
  public Optional<String> line(String question) {
    return keyboard.interruptedLine(question + " ").map(String::strip);
  }

  /** Something that must not be seen; empty where nothing was said. */
  public Optional<String> secret(String question) {
    return keyboard.hidden(question + " ").map(String::strip).filter(said -> !said.isEmpty());
  }

  private record OfProcess(Console console, java.io.Console terminal) implements Keyboard {
    @Override
    public Optional<String> line(String question) {
      return ask(() -> Optional.ofNullable(terminal.readLine("%s", question)));
    }

    @Override
    public Optional<String> interruptedLine(String question) {
      console.err().flush();
      return Optional.ofNullable(terminal.readLine("%s", question));
    }

    @Override
    public Optional<String> hidden(String question) {
      // It hides what is typed before it shows the question, so that no quick paste is seen.
      return ask(() -> Optional.ofNullable(terminal.readPassword("%s", question)).map(String::new));
    }

    private Optional<String> ask(Supplier<Optional<String>> reading) {
      console.err().flush();
      // Reading cannot be interrupted, so Ctrl-C ends the process here, and the JVM's own hook
      // shows again what is typed.
      Object ours = Signals.registerDefault("INT");
      try {
        return reading.get();
      } finally {
        Signals.unregister("INT", ours);
      }
    }
  }

  /** On the shell's terminal. Ctrl-C ends the question and leaves the command interrupted. */
  private record Opened(OpenTerminal open) implements Keyboard {
    @Override
    public Optional<String> line(String question) {
      return read(reader -> reader.readLine(question));
    }

    @Override
    public Optional<String> interruptedLine(String question) {
      return line(question);
    }

    @Override
    public Optional<String> hidden(String question) {
      return read(reader -> reader.readLine(question, NOTHING));
    }

    private Optional<String> read(Function<LineReader, String> reading) {
      try (Terminal terminal = open.lend()) {
        var reader =
            LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
        return Optional.of(reading.apply(reader));
      } catch (IOException e) {
        throw new UncheckedIOException("the terminal cannot be given back", e);
      } catch (UserInterruptException interrupted) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (EndOfFileException ended) {
        return Optional.empty();
      }
    }
  }
}
