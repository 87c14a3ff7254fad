package gradlab.client.shell.builtin;

import gradlab.client.console.Console;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.console.OpenTerminal;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of the shell itself. */
public final class Builtins {
  private static final int HELP_COLUMNS = 100;

  /** picocli takes no fewer. */
  private static final int FEWEST_HELP_COLUMNS = 55;

  private static final Map<String, Function<Room, Builtin>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("help", HelpBuiltin::new);
    ALL.put("alias", AliasBuiltin::new);
    ALL.put("unalias", UnaliasBuiltin::new);
    ALL.put("source", SourceBuiltin::new);
    ALL.put("set", SetBuiltin::new);
    ALL.put("jobs", JobsBuiltin::new);
    ALL.put("fg", ForegroundBuiltin::new);
    ALL.put("history", HistoryBuiltin::new);
    ALL.put("exit", ExitBuiltin::new);
  }

  private final Room room;

  public Builtins(Room room) {
    this.room = room;
  }

  public static boolean isOne(String name) {
    return ALL.containsKey(name);
  }

  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Them to look at. */
  public static List<CommandSpec> specs() {
    Room nowhere = null; // nothing of it is used: they are not run
    return ALL.values().stream()
        .map(made -> new CommandLine(made.apply(nowhere)).getCommandSpec())
        .toList();
  }

  /**
   * @param words its name and arguments
   * @return the exit code
   */
  public int execute(Console console, List<String> words) {
    var builtin = ALL.get(words.get(0)).apply(room.on(console));
    var arguments = words.subList(1, words.size()).toArray(String[]::new);
    return new CommandLine(builtin)
        .setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setColorScheme(Help.defaultColorScheme(console.coloured() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(
            Math.max(
                FEWEST_HELP_COLUMNS,
                Math.min(
                    HELP_COLUMNS,
                    console.terminal().map(OpenTerminal::columns).orElse(HELP_COLUMNS))))
        .setUnmatchedOptionsArePositionalParams(words.get(0).equals("set"))
        .setParameterExceptionHandler(
            (misuse, given) ->
                room.commands()
                    .report(
                        console,
                        new Failure(
                            ExitCode.USAGE,
                            words.get(0) + ": " + misuse.getMessage(),
                            "`help " + words.get(0) + "`")))
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> room.commands().report(console, runtime(failure)))
        .execute(arguments);
  }

  private static RuntimeException runtime(Exception failure) {
    return failure instanceof RuntimeException known
        ? known
        : new IllegalStateException("a command of the shell failed", failure);
  }
}
