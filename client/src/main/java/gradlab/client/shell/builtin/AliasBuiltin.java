package gradlab.client.shell.builtin;

import gradlab.client.shell.script.Aliases;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "alias",
    description = "Names a text that stands for the first word of a line, or lists the names.",
    footerHeading = "%nExample:%n",
    footer = {"  alias last='runs --limit 5'", "  last --output csv"})
final class AliasBuiltin extends Builtin {
  @Parameters(
      paramLabel = "NAME=TEXT",
      arity = "0..*",
      description = "Kept from one shell to the next.")
  private List<String> definitions = new ArrayList<>();

  AliasBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    if (definitions.isEmpty()) {
      here.aliases().all().keySet().forEach(name -> show(here, name));
    }
    for (String definition : definitions) {
      int equals = definition.indexOf('=');
      String name = equals < 0 ? definition : definition.substring(0, equals);
      if (!Aliases.isName(name)) {
        throw misused(
            "alias: '" + name + "' is no name",
            "a name is letters, digits, _ . and -, a letter first: alias last='runs --limit 5'");
      }
      if (equals >= 0) {
        here.aliases().put(name, definition.substring(equals + 1));
      } else if (here.aliases().has(name)) {
        show(here, name);
      } else {
        throw misused("there is no alias '" + name + "'", "`alias` lists them");
      }
    }
    return 0;
  }

  private static void show(Room here, String name) {
    String text = here.aliases().all().get(name);
    here.console().out().println("alias " + name + "='" + text.replace("'", "'\\''") + "'");
  }
}
