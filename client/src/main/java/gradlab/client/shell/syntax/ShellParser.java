package gradlab.client.shell.syntax;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** JLine's view of our lines: what is missing makes it ask for another line. */
public final class ShellParser implements Parser {
  @Override
  public ParsedLine parse(String text, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT) {
      Line line = Lexer.typed(text);
      if (!line.isWhole()) {
        String missing = line.missing() == Line.Missing.QUOTE ? "quote" : "line";
        throw new EOFError(-1, -1, "the line is not whole", missing);
      }
    }
    return new Cursor(text, Math.max(0, Math.min(cursor, text.length())));
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false; // a trailing backslash is ours to see
  }
}
