package gradlab.client.shell;

import gradlab.client.shell.syntax.Lexer;
import java.util.ArrayList;
import java.util.List;

/** What was typed or pasted at one prompt. */
final class Typed {
  private Typed() {}

  /** Its commands: a line each, or several lines where a quote or a backslash joins them. */
  static List<String> commands(String text) {
    List<String> commands = new ArrayList<>();
    String open = "";
    for (String line : text.split("\n", -1)) {
      String command = open.isEmpty() ? line : open + "\n" + line;
      boolean whole = Lexer.typed(command).isWhole();
      open = whole ? "" : command;
      if (whole) {
        commands.add(command);
      }
    }
    if (!open.isEmpty()) {
      commands.add(open);
    }
    return commands;
  }
}
