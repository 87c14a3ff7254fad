package gradlab.client.shell.builtin;

import gradlab.client.console.Screen;
import gradlab.client.output.Display;
import gradlab.client.suggestion.Nearest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

@Command(
    name = "help",
    description = "Lists the commands, or shows all of one, with examples.",
    footerHeading = "%nExample:%n",
    footer = "  help start")
final class HelpBuiltin extends Builtin {
  private static final int NAME_COLUMNS = 12;
  private static final String[][] SYNTAX = {
    {"CMD > FILE, CMD >> FILE", "write the data to a file, or to its end"},
    {"CMD | LOCAL COMMAND", "give the data to a program: tail 3f2a | grep epoch"},
    {"CMD &", "in the background: tail 3f2a &"},
    {"'...' \"...\" \\", "quotes, and a line that goes on in the next one"},
    {"$RUN $NAME ~", "the run last started or followed, a variable, home"},
    {"# ...", "a comment"},
  };

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command.")
  private List<String> command = new ArrayList<>();

  HelpBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    if (command.isEmpty()) {
      list(here);
      return 0;
    }
    String name = command.get(0);
    if (Builtins.isOne(name)) {
      return new Builtins(here).execute(here.console(), List.of(name, "--help"));
    }
    if (!here.commands().names().contains(name)) {
      List<String> all = new ArrayList<>(here.commands().names());
      all.addAll(Builtins.names());
      throw misused(
          "there is no command '" + name + "'" + Nearest.question(name, all),
          "`help` lists the commands");
    }
    List<String> asked = new ArrayList<>(command);
    asked.add("--help");
    return here.commands().execute(here.console(), false, run -> {}, asked);
  }

  private static void list(Room here) {
    Ansi ansi = here.console().coloured() ? Ansi.ON : Ansi.OFF;
    var out = here.console().out();
    out.println(
        ansi.string("@|bold Commands|@, as after `gradlab` (`help COMMAND` shows all of one):"));
    for (CommandLine line : here.commands().model().subcommands().values()) {
      CommandSpec spec = line.getCommandSpec();
      if (!spec.usageMessage().hidden() && !Builtins.isOne(spec.name())) {
        print(here, spec, ansi);
      }
    }
    out.println(ansi.string("@|bold Of the shell|@:"));
    for (CommandSpec own : Builtins.specs()) {
      print(here, own, ansi);
    }
    out.println(ansi.string("@|bold Lines|@:"));
    for (String[] part : SYNTAX) {
      out.printf("  %-25s %s%n", part[0], part[1]);
    }
    out.println(ansi.string("@|bold Keys|@:"));
    out.println("  TAB completes · right arrow takes the hint · Ctrl-R looks in the history");
    out.println("  Ctrl-C ends the command, not the run · Ctrl-D leaves");
  }

  private static void print(Room here, CommandSpec spec, Ansi ansi) {
    String text = String.join(" ", spec.usageMessage().description()).replace("%n", " ");
    int end = text.indexOf(". ");
    String gap = " ".repeat(Math.max(1, NAME_COLUMNS - spec.name().length()));
    int columns = Screen.width(here.console()).orElse(Screen.DEFAULT_WIDTH);
    String brief =
        Display.cut(
            end < 0 ? text : text.substring(0, end + 1), Math.max(1, columns - NAME_COLUMNS - 3));
    here.console()
        .out()
        .println("  " + ansi.string("@|fg(green) " + spec.name() + "|@") + gap + brief);
  }
}
