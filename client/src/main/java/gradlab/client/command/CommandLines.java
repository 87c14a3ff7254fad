package gradlab.client.command;

import gradlab.client.console.Console;
import gradlab.client.console.OpenTerminal;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The command line, ready to execute. */
public final class CommandLines {
  private static final int HELP_COLUMNS = 100;

  private static final Set<String> NEED_ALL = Set.of("help", "help-table", "completion");

  /** picocli takes no fewer. */
  private static final int FEWEST_HELP_COLUMNS = 55;

  /** In the order of the help. */
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", DemoCommand::new);
    COMMANDS.put("server", ServerCommand::new);
    COMMANDS.put("shell", ShellCommand::new);
    COMMANDS.put("start", StartCommand::new);
    COMMANDS.put("runs", RunsCommand::new);
    COMMANDS.put("groups", GroupsCommand::new);
    COMMANDS.put("group", GroupCommand::new);
    COMMANDS.put("show", ShowCommand::new);
    COMMANDS.put("tail", TailCommand::new);
    COMMANDS.put("watch", WatchCommand::new);
    COMMANDS.put("grad", GradCommand::new);
    COMMANDS.put("diagnose", DiagnoseCommand::new);
    COMMANDS.put("sweep", SweepCommand::new);
    COMMANDS.put("compare", CompareCommand::new);
    COMMANDS.put("plot", PlotCommand::new);
    COMMANDS.put("wait", WaitCommand::new);
    COMMANDS.put("assert", AssertCommand::new);
    COMMANDS.put("stop", StopCommand::new);
    COMMANDS.put("kill", KillCommand::new);
    COMMANDS.put("pause", PauseCommand::new);
    COMMANDS.put("resume", ResumeCommand::new);
    COMMANDS.put("fork", ForkCommand::new);
    COMMANDS.put("rm", RmCommand::new);
    COMMANDS.put("evaluate", EvaluateCommand::new);
    COMMANDS.put("import", ImportCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("dataset", DatasetCommand::new);
    COMMANDS.put("info", InfoCommand::new);
    COMMANDS.put("login", LoginCommand::new);
    COMMANDS.put("servers", ServersCommand::new);
    COMMANDS.put("token", TokenCommand::new);
    COMMANDS.put("completion", CompletionCommand::new);
    COMMANDS.put("complete", CompleteCommand::new);
    COMMANDS.put("golden", GoldenCommand::new);
    COMMANDS.put("bench", BenchCommand::new);
    COMMANDS.put("test", TestCommand::new);
    COMMANDS.put("stress", StressCommand::new);
    COMMANDS.put("help", HelpCommand::new);
    COMMANDS.put("help-table", HelpTableCommand::new);
  }

  private CommandLines() {}

  /**
   * Runs the command that the arguments name.
   *
   * @return the exit code
   */
  public static int execute(Console console, Clock clock, String... arguments) {
    return execute(console, clock, Surroundings.NONE, arguments);
  }

  static int execute(Console console, Clock clock, Surroundings surroundings, String... arguments) {
    var root = new GradlabCommand(console, clock, surroundings);
    var errors = new Errors(console, root);
    var line = line(root, needed(List.of(arguments)));
    surroundings.defaults().ifPresent(line::setDefaultValueProvider);
    var ansi = console.coloured() ? Help.Ansi.ON : Help.Ansi.OFF;
    return line.setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(helpColumns(console))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new DurationConverter())
        .setParameterExceptionHandler(errors::misused)
        .setExecutionExceptionHandler((failure, commandLine, parsed) -> errors.report(failure))
        .execute(arguments);
  }

  /** Where the terminal is open already its width is known at no cost. */
  private static int helpColumns(Console console) {
    int columns = console.terminal().map(OpenTerminal::columns).orElse(HELP_COLUMNS);
    return Math.max(FEWEST_HELP_COLUMNS, Math.min(HELP_COLUMNS, columns));
  }

  /** The names of all commands, hidden ones too. */
  static List<String> names() {
    return List.copyOf(COMMANDS.keySet());
  }

  /** Whether the launcher script runs it. */
  static boolean isLaunchers(String name) {
    return COMMANDS.containsKey(name) && COMMANDS.get(name).get() instanceof LauncherCommand;
  }

  /** All commands, to look at: their options, values and descriptions. */
  static CommandSpec model(Console console, Clock clock) {
    return line(new GradlabCommand(console, clock, Surroundings.NONE), names()).getCommandSpec();
  }

  private static CommandLine line(GradlabCommand root, List<String> names) {
    var line = new CommandLine(root);
    // as a line of its own: only then is its model transformed
    names.forEach(name -> line.addSubcommand(name, new CommandLine(COMMANDS.get(name).get())));
    return line;
  }

  /**
   * Reading the annotations of all commands takes 0.2 s, so those that are named suffice. All are
   * needed to list them, and to suggest one to who mistyped it.
   */
  private static List<String> needed(List<String> arguments) {
    var named = COMMANDS.keySet().stream().filter(arguments::contains).toList();
    boolean all = named.isEmpty() || named.stream().anyMatch(NEED_ALL::contains);
    return all ? List.copyOf(COMMANDS.keySet()) : named;
  }
}
