package gradlab.client.shell.builtin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "exit",
    description = "Leaves the shell, as Ctrl-D does. The runs go on.",
    footerHeading = "%nExample:%n",
    footer = "  exit 3")
final class ExitBuiltin extends Builtin {
  @Parameters(
      paramLabel = "N",
      arity = "0..1",
      defaultValue = "0",
      description = "The exit code of the shell. Default: 0.")
  private int code;

  ExitBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    if (code < 0 || code > 255) {
      throw misused("exit: " + code + " is no exit code", "it is 0 to 255");
    }
    here.control().exit(code);
    return code;
  }
}
