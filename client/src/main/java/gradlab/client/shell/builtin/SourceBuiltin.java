package gradlab.client.shell.builtin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "source",
    description = {
      "Does the lines of a file as if they were typed. Ends at the first one that fails, with its"
          + " exit code."
    },
    footerHeading = "%nExample:%n",
    footer = {"  source nightly.gradlab", "  source --keep-going nightly.gradlab"})
final class SourceBuiltin extends Builtin {
  @Option(names = "--keep-going", description = "Do all lines, whatever fails.")
  private boolean keepGoing;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  SourceBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    boolean stopped = here.control().stopsAtFailure();
    try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      here.control().stopAtFailure(stopped && !keepGoing);
      return here.script().run(lines, file.toString(), here.console());
    } catch (IOException e) {
      throw misused(file + " cannot be read: " + e.getMessage(), "name another file");
    } finally {
      here.control().stopAtFailure(stopped);
    }
  }
}
