package gradlab.client.shell.syntax;

import gradlab.client.shell.syntax.Line.Missing;
import gradlab.client.shell.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes a line apart by the rules of sh, as far as they go here: single and double quotes, the
 * backslash, comments, {@code > >> | &}, and {@code $NAME} and a leading {@code ~}. Thus what works
 * after `gradlab` in a terminal works the same in the shell.
 */
public final class Lexer {
  private final String text;
  private final UnaryOperator<String> variables;
  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private Missing missing = Missing.NOTHING;
  private boolean inWord;
  private boolean quoted;
  private int start;
  private int at;

  private Lexer(String text, UnaryOperator<String> variables) {
    this.text = text;
    this.variables = variables;
  }

  /** Without looking at what variables hold, for a line that is being typed. */
  public static Line typed(String text) {
    return new Lexer(text, name -> "$" + name).line();
  }

  /**
   * @param variables the value of a variable; HOME is also that of a leading ~
   */
  public static Line expanded(String text, UnaryOperator<String> variables) {
    return new Lexer(text, variables).line();
  }

  private Line line() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        endWord();
        at++;
      } else if (c == '#' && !inWord) {
        int end = text.indexOf('\n', at);
        add(Kind.COMMENT, end < 0 ? text.length() : end);
      } else if (c == '|') {
        endWord();
        add(Kind.PIPE, at + 1);
        missing = ofLocal(text.substring(at));
        break;
      } else if (c == '>') {
        endWord();
        boolean two = text.startsWith(">>", at);
        add(two ? Kind.APPEND : Kind.INTO, at + (two ? 2 : 1));
      } else if (c == '&') {
        endWord();
        add(Kind.BACKGROUND, at + 1);
      } else {
        character(c);
      }
    }
    endWord();
    return new Line(text, tokens, missing);
  }

  private void character(char c) {
    if (!inWord) {
      inWord = true;
      quoted = false;
      start = at;
      word.setLength(0);
    }
    switch (c) {
      case '\'' -> single();
      case '"' -> doubled();
      case '\\' -> escaped();
      case '$' -> variable();
      case '~' -> home();
      default -> {
        word.append(c);
        at++;
      }
    }
  }

  private void single() {
    quoted = true;
    int end = text.indexOf('\'', at + 1);
    word.append(text, at + 1, end < 0 ? text.length() : end);
    missing = end < 0 ? Missing.QUOTE : missing;
    at = end < 0 ? text.length() : end + 1;
  }

  private void doubled() {
    quoted = true;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      boolean escapes = c == '\\' && at + 1 < text.length() && "\"\\$\n".indexOf(next()) >= 0;
      if (escapes) {
        word.append(next() == '\n' ? "" : Character.toString(next()));
        at += 2;
      } else if (c == '$') {
        variable();
      } else {
        word.append(c);
        at++;
      }
    }
    missing = at < text.length() ? missing : Missing.QUOTE;
    at++;
  }

  private char next() {
    return text.charAt(at + 1);
  }

  private void escaped() {
    if (at + 1 >= text.length()) {
      missing = Missing.NEXT_LINE;
      inWord = !word.isEmpty() || quoted;
      at++;
    } else if (next() == '\n') {
      inWord = !word.isEmpty() || quoted;
      at += 2;
    } else {
      quoted = true;
      word.append(next());
      at += 2;
    }
  }

  private void variable() {
    boolean braced = text.startsWith("${", at);
    int from = at + (braced ? 2 : 1);
    int to = from;
    while (to < text.length() && isName(text.charAt(to), to > from)) {
      to++;
    }
    boolean closed = !braced || (to < text.length() && text.charAt(to) == '}');
    if (to == from || !closed) {
      word.append('$');
      at++;
      return;
    }
    word.append(variables.apply(text.substring(from, to)));
    at = braced ? to + 1 : to;
  }

  private static boolean isName(char c, boolean later) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (later && c >= '0' && c <= '9');
  }

  private void home() {
    boolean alone = at + 1 == text.length() || next() == '/' || Character.isWhitespace(next());
    String home = start == at && alone ? variables.apply("HOME") : "$HOME";
    word.append(home.equals("$HOME") ? "~" : home);
    at++;
  }

  private void endWord() {
    if (inWord) {
      // a quote that is still open ends behind the text
      tokens.add(new Token(Kind.WORD, word.toString(), start, Math.min(at, text.length()), quoted));
      inWord = false;
    }
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at, end, false));
    at = end;
  }

  /** The local shell's part is not ours to take apart, only to read to its end. */
  private static Missing ofLocal(String rest) {
    Missing open = Missing.NOTHING;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '\\') {
        i++;
        open = i < rest.length() ? open : Missing.NEXT_LINE;
      } else if (c == '\'' || c == '"') {
        int end = rest.indexOf(c, i + 1);
        open = end < 0 ? Missing.QUOTE : open;
        i = end < 0 ? rest.length() : end;
      }
    }
    return open;
  }
}
