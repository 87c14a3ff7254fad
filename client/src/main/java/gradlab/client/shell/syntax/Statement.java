package gradlab.client.shell.syntax;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.shell.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line that can be done.
 *
 * @param words the command and its arguments; empty where the line is blank or a comment
 * @param target the file that the output goes to
 * @param local the command of the local shell that reads the output
 * @param background whether the prompt comes back at once
 */
public record Statement(
    List<String> words, Optional<Target> target, Optional<String> local, boolean background) {
  /** A file to write to. */
  public record Target(String file, boolean append) {}

  public Statement {
    words = List.copyOf(words);
  }

  public static Statement of(Line line) {
    switch (line.missing()) {
      case QUOTE -> throw misused("a quote is not closed", "close it, or put a \\ before it");
      case NEXT_LINE -> throw misused("the line after \\ is missing", "leave the \\ out");
      case NOTHING -> {}
    }
    List<String> words = new ArrayList<>();
    Optional<Target> target = Optional.empty();
    Optional<String> local = Optional.empty();
    boolean background = false;
    Optional<Token> arrow = Optional.empty();
    for (Token token : line.tokens()) {
      if (background && token.kind() != Kind.COMMENT) {
        throw misused("'" + token.text() + "' follows &", "& is the last on its line");
      }
      if (arrow.isPresent() && token.kind() != Kind.WORD) {
        throw noFile(arrow.get());
      }
      switch (token.kind()) {
        case WORD -> {
          if (arrow.isPresent()) {
            target = Optional.of(new Target(token.text(), arrow.get().kind() == Kind.APPEND));
            arrow = Optional.empty();
          } else {
            words.add(token.text());
          }
        }
        case INTO, APPEND -> arrow = Optional.of(token);
        case BACKGROUND -> background = true;
        case PIPE -> {
          String rest = line.text().substring(token.end()).strip();
          background = rest.endsWith("&") && !rest.endsWith("&&");
          local = Optional.of(background ? rest.substring(0, rest.length() - 1).strip() : rest);
        }
        case COMMENT -> {}
      }
    }
    if (arrow.isPresent()) {
      throw noFile(arrow.get());
    }
    if (words.isEmpty() && (target.isPresent() || local.isPresent() || background)) {
      throw misused("there is no command before > | or &", "for example: runs | head");
    }
    if (local.isPresent() && (local.get().isEmpty() || target.isPresent())) {
      throw local.get().isEmpty()
          ? misused("there is no command after |", "for example: runs | head")
          : misused("the output goes to a file and to a command", "pipe it to `tee FILE | ...`");
    }
    return new Statement(words, target, local, background);
  }

  private static Failure noFile(Token arrow) {
    return misused("there is no file after " + arrow.text(), "for example: runs > runs.txt");
  }

  private static Failure misused(String what, String next) {
    return new Failure(ExitCode.USAGE, what, next);
  }
}
