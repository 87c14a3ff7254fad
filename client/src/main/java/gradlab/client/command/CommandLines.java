package gradlab.client.command;

import gradlab.client.console.Console;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;

/** The command line, ready to execute. */
public final class CommandLines {
  private static final int HELP_COLUMNS = 100;

  /** In the order of the help. */
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", DemoCommand::new);
    COMMANDS.put("server", ServerCommand::new);
    COMMANDS.put("start", StartCommand::new);
    COMMANDS.put("runs", RunsCommand::new);
    COMMANDS.put("show", ShowCommand::new);
    COMMANDS.put("tail", TailCommand::new);
    COMMANDS.put("grad", GradCommand::new);
    COMMANDS.put("diagnose", DiagnoseCommand::new);
    COMMANDS.put("plot", PlotCommand::new);
    COMMANDS.put("wait", WaitCommand::new);
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
    COMMANDS.put("token", TokenCommand::new);
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
    var root = new GradlabCommand(console, clock);
    var errors = new Errors(console, root);
    var line = new CommandLine(root);
    for (String name : needed(List.of(arguments))) {
      line.addSubcommand(name, COMMANDS.get(name).get());
    }
    var ansi = console.coloured() ? Help.Ansi.ON : Help.Ansi.OFF;
    return line.setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(HELP_COLUMNS)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new DurationConverter())
        .setParameterExceptionHandler(errors::misused)
        .setExecutionExceptionHandler((failure, commandLine, parsed) -> errors.report(failure))
        .execute(arguments);
  }

  /**
   * Reading the annotations of all commands takes 0.2 s, so those that are named suffice. All are
   * needed to list them, and to suggest one to who mistyped it.
   */
  private static List<String> needed(List<String> arguments) {
    var named = COMMANDS.keySet().stream().filter(arguments::contains).toList();
    boolean all = named.isEmpty() || named.contains("help") || named.contains("help-table");
    return all ? List.copyOf(COMMANDS.keySet()) : named;
  }
}
