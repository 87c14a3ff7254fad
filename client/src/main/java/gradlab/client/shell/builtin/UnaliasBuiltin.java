package gradlab.client.shell.builtin;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "unalias",
    description = "Forgets aliases.",
    footerHeading = "%nExample:%n",
    footer = "  unalias last")
final class UnaliasBuiltin extends Builtin {
  @Parameters(paramLabel = "ALIAS", arity = "1..*", description = "Their names.")
  private List<String> names = new ArrayList<>();

  UnaliasBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    for (String name : names) {
      if (!here.aliases().remove(name)) {
        throw misused("there is no alias '" + name + "'", "`alias` lists them");
      }
    }
    return 0;
  }
}
