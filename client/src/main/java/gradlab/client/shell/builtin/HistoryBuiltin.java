package gradlab.client.shell.builtin;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "Lists the lines typed so far; Ctrl-R searches them.",
    footerHeading = "%nExample:%n",
    footer = "  history | grep start")
final class HistoryBuiltin extends Builtin {
  @Parameters(paramLabel = "N", arity = "0..1", description = "Only the last N. Default: all.")
  private Optional<Integer> most = Optional.empty();

  HistoryBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    List<String> lines = here.history().get();
    int from = Math.max(0, lines.size() - most.filter(n -> n >= 0).orElse(lines.size()));
    lines.subList(from, lines.size()).forEach(here.console().out()::println);
    return 0;
  }
}
