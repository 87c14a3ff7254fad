package gradlab.client.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The table of commands in the README. */
@Command(name = "help-table", hidden = true, description = "Prints the commands as Markdown.")
final class HelpTableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.println("| command | does |");
    out.println("| --- | --- |");
    for (var line : spec.root().subcommands().values()) {
      var usage = line.getCommandSpec().usageMessage();
      if (!usage.hidden() && !line.getCommandName().equals("help")) {
        out.println(
            "| `%s` | %s |"
                .formatted(
                    line.getCommandName(),
                    String.join(" ", usage.description()).replace("|", "\\|")));
      }
    }
    return 0;
  }
}
