package gradlab.client.shell.builtin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "set",
    description = {
      "-e: a script ends at its first command that fails. +e: it goes on.",
      "A script begins with -e."
    },
    footerHeading = "%nExample:%n",
    footer = "  set +e")
final class SetBuiltin extends Builtin {
  @Parameters(paramLabel = "-e|+e", description = "-e or +e.")
  private String flag = "";

  SetBuiltin(Room room) {
    super(room);
  }

  @Override
  int run(Room here) {
    switch (flag) {
      case "-e" -> here.control().stopAtFailure(true);
      case "+e" -> here.control().stopAtFailure(false);
      default -> throw misused("set: '" + flag + "' is neither -e nor +e", "`help set`");
    }
    return 0;
  }
}
