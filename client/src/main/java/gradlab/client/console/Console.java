package gradlab.client.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command writes: data to {@code out}, progress and messages to {@code err}.
 *
 * @param outIsTerminal whether a person reads {@code out} on a terminal
 * @param errIsTerminal whether a person reads {@code err} on a terminal
 * @param terminal where the process has opened it already, as the shell does
 */
public record Console(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Optional<OpenTerminal> terminal) {

  /** Of a command whose process has not opened its terminal. */
  public Console(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    this(out, err, environment, outIsTerminal, errIsTerminal, Optional.empty());
  }

  /**
   * The process's own streams, in UTF-8 whatever the locale (JSON is UTF-8). The JVM cannot ask
   * whether one stream is a terminal, so the launcher script says it in GRADLAB_TTY ("12": both).
   */
  public static Console system() {
    var environment = System.getenv();
    String tty = environment.getOrDefault("GRADLAB_TTY", System.console() == null ? "" : "12");
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        environment,
        tty.contains("1"),
        tty.contains("2"));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new ProcessStream(new BufferedOutputStream(new FileOutputStream(descriptor), 8192));
  }

  /** Whether a program that is started can write to the same place by inheriting it. */
  public boolean isProcess() {
    return out instanceof ProcessStream;
  }

  private static final class ProcessStream extends PrintStream {
    ProcessStream(BufferedOutputStream buffered) {
      super(buffered, true, StandardCharsets.UTF_8);
    }
  }

  /**
   * Whether a person may type into standard input. The launcher script knows; where it was not
   * asked, newer JVMs always have a console, so that would say nothing.
   */
  public boolean inIsTerminal() {
    return environment.getOrDefault("GRADLAB_TTY", "012").contains("0");
  }

  /** Whether the cursor may be moved: a person looks at both streams on a terminal that can. */
  public boolean animated() {
    return outIsTerminal && errIsTerminal && !dumb();
  }

  /** With another environment. */
  public Console in(Map<String, String> other) {
    return new Console(out, err, Map.copyOf(other), outIsTerminal, errIsTerminal, terminal);
  }

  /** With the data going elsewhere, to no person. */
  public Console withOut(PrintStream elsewhere) {
    return new Console(elsewhere, err, environment, false, errIsTerminal, terminal);
  }

  /** See no-color.org. */
  public boolean coloured() {
    return outIsTerminal && !dumb() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** The same for messages. */
  public boolean errColoured() {
    return errIsTerminal && !dumb() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Whether block characters can be shown; decided as the C library does. */
  public boolean unicode() {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String locale = value.toUpperCase(Locale.ROOT);
        return locale.contains("UTF-8") || locale.contains("UTF8");
      }
    }
    return false;
  }

  private boolean dumb() {
    String term = environment.getOrDefault("TERM", "");
    return term.isEmpty() || term.equals("dumb");
  }
}
