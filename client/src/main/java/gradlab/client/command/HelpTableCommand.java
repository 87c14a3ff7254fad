package gradlab.client.command;

import gradlab.client.console.ExitCode;
import gradlab.client.gate.Metric;
import gradlab.client.runfile.RunKey;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The tables of the README and of docs/commands.md. */
@Command(name = "help-table", hidden = true, description = "Prints a table as Markdown.")
final class HelpTableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..1",
      description = "commands, exit_codes, metrics or run_file.")
  private Table table = Table.COMMANDS;

  enum Table {
    COMMANDS,
    EXIT_CODES,
    METRICS,
    RUN_FILE
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    switch (table) {
      case COMMANDS -> commands(out);
      case EXIT_CODES -> exitCodes(out);
      case METRICS -> metrics(out);
      case RUN_FILE -> runFile(out);
    }
    return 0;
  }

  private void commands(PrintWriter out) {
    head(out, "command", "does");
    for (var line : spec.root().subcommands().values()) {
      var usage = line.getCommandSpec().usageMessage();
      if (!usage.hidden() && !line.getCommandName().equals("help")) {
        row(out, "`" + line.getCommandName() + "`", String.join(" ", usage.description()));
      }
    }
  }

  private static void exitCodes(PrintWriter out) {
    head(out, "exit code", "means");
    for (ExitCode code : ExitCode.values()) {
      row(out, Integer.toString(code.number()), code.meaning());
    }
  }

  private static void metrics(PrintWriter out) {
    head(out, "metric", "is");
    for (Metric metric : Metric.values()) {
      String words = metric.words().isEmpty() ? "" : ": " + String.join(", ", metric.words());
      boolean repeats = metric == Metric.STATE;
      row(out, "`" + metric.word() + "`", repeats ? words.substring(2) : metric.meaning() + words);
    }
  }

  private void runFile(PrintWriter out) {
    CommandSpec start = spec.root().subcommands().get("start").getCommandSpec();
    head(out, "key", "value", "option", "what it sets");
    for (RunKey key : RunKey.all()) {
      String option = key.option();
      row(
          out,
          "`" + key.name() + "`",
          key.form(),
          option.isEmpty() ? "" : "`" + option + "`",
          argument(start, option).map(HelpTableCommand::description).orElse("must be 100"));
    }
  }

  private static Optional<ArgSpec> argument(CommandSpec start, String option) {
    return start.args().stream()
        .filter(a -> a.paramLabel().equals(option) || named(a, option))
        .findFirst();
  }

  private static boolean named(ArgSpec argument, String name) {
    return argument instanceof OptionSpec option && List.of(option.names()).contains(name);
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description()).replace("%%", "%");
  }

  private static void head(PrintWriter out, String... names) {
    row(out, names);
    out.println("| " + "--- | ".repeat(names.length).strip());
  }

  private static void row(PrintWriter out, String... cells) {
    var line = new StringBuilder("|");
    for (String cell : cells) {
      line.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    out.println(line);
  }
}
