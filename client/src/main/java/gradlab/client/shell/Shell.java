package gradlab.client.shell;

import gradlab.client.console.Console;
import gradlab.client.shell.builtin.Builtins;
import gradlab.client.shell.builtin.Room;
import gradlab.client.shell.jobs.Jobs;
import gradlab.client.shell.script.Aliases;
import gradlab.client.shell.script.Control;
import gradlab.client.shell.script.Interpreter;
import gradlab.client.shell.script.LocalProgram;
import gradlab.client.shell.script.Script;
import gradlab.client.trust.Directories;
import java.io.BufferedReader;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a session of the shell is made of, typed or from a script. */
public final class Shell implements AutoCloseable {
  private final Aliases aliases;
  private final Jobs jobs;
  private final Control control;
  private final Interpreter interpreter;
  private final Script script;

  /**
   * @param base where commands write
   * @param inherits whether that is the process's own output
   * @param lines where commands in the background write
   * @param history the lines typed so far, oldest first
   * @param touched told the id of each run that is started or followed
   * @param terminalForOthers called before a local program gets the terminal, and closed after
   */
  Shell(
      Commands commands,
      Console base,
      boolean inherits,
      Consumer<String> lines,
      Supplier<List<String>> history,
      Consumer<String> touched,
      Supplier<AutoCloseable> terminalForOthers) {
    aliases =
        Aliases.in(
            Directories.of(base.environment(), "XDG_CONFIG_HOME", ".config").resolve("aliases"));
    jobs = new Jobs(lines);
    control = new Control(true);
    script = new Script((console, line) -> interpreter().execute(console, line), control);
    var builtins = new Builtins(new Room(commands, base, aliases, jobs, control, history, script));
    interpreter =
        new Interpreter(
            commands,
            new Interpreter.Own() {
              @Override
              public List<String> names() {
                return Builtins.names();
              }

              @Override
              public int execute(Console console, List<String> words) {
                return builtins.execute(console, words);
              }
            },
            aliases,
            jobs,
            touched,
            terminalForOthers,
            (console, background) -> new LocalProgram(console, inherits && !background));
  }

  /**
   * Does the lines of a script, without a terminal.
   *
   * @param name what the lines come from, for messages
   * @param keepGoing whether a failed command does not end it
   * @return the exit code of the first command that failed
   */
  public static int script(
      Commands commands, Console console, BufferedReader lines, String name, boolean keepGoing) {
    try (var shell =
        new Shell(
            commands,
            console,
            console.isProcess(),
            console.out()::println,
            List::of,
            run -> {},
            () -> () -> {})) {
      shell.control.stopAtFailure(!keepGoing);
      return shell.script.run(lines, name, console);
    }
  }

  Aliases aliases() {
    return aliases;
  }

  Jobs jobs() {
    return jobs;
  }

  Control control() {
    return control;
  }

  Interpreter interpreter() {
    return interpreter;
  }

  /** Ends what runs in the background; the runs go on. */
  @Override
  public void close() {
    jobs.close();
  }
}
