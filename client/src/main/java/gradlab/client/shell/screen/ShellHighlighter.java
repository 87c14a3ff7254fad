package gradlab.client.shell.screen;

import gradlab.client.shell.completion.CommandModel;
import gradlab.client.shell.completion.Place;
import gradlab.client.shell.syntax.Lexer;
import gradlab.client.shell.syntax.Line;
import gradlab.client.shell.syntax.Token;
import gradlab.client.shell.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import picocli.CommandLine.Model.CommandSpec;

/** Colours a line while it is typed; what the command would refuse is red. */
public final class ShellHighlighter implements Highlighter {
  private static final AttributedStyle COMMAND =
      AttributedStyle.BOLD.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle OPTION = colour(AttributedStyle.CYAN);
  private static final AttributedStyle TEXT = colour(AttributedStyle.YELLOW);
  private static final AttributedStyle ARROW = colour(AttributedStyle.MAGENTA);
  private static final AttributedStyle BAD = colour(AttributedStyle.RED);
  private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();

  private final CommandModel model;
  private final Predicate<String> isAlias;
  private final Hints hints;

  public ShellHighlighter(CommandModel model, Predicate<String> isAlias, Hints hints) {
    this.model = model;
    this.isAlias = isAlias;
    this.hints = hints;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    Line line = Lexer.typed(buffer);
    var text = new AttributedStringBuilder();
    List<String> words = new ArrayList<>();
    int at = 0;
    boolean toFile = false;
    for (Token token : line.tokens()) {
      boolean typing = token.end() == buffer.length();
      text.append(buffer, at, token.start());
      AttributedStyle style =
          switch (token.kind()) {
            case WORD -> toFile ? TEXT : word(words, token, typing);
            case PIPE, INTO, APPEND, BACKGROUND -> ARROW;
            case COMMENT -> FAINT;
          };
      text.styled(style, buffer.substring(token.start(), token.end()));
      if (token.kind() == Kind.WORD && !toFile) {
        words.add(token.text());
      }
      toFile = token.kind() == Kind.INTO || token.kind() == Kind.APPEND;
      at = token.end();
    }
    text.append(buffer, at, buffer.length());
    return text.toAttributedString();
  }

  private AttributedStyle word(List<String> before, Token token, boolean typing) {
    String word = token.text();
    boolean own = before.isEmpty() && (isAlias.test(word) || word.endsWith("gradlab"));
    if (own || (!before.isEmpty() && isAlias.test(before.get(0)))) {
      return own ? COMMAND : plain(token);
    }
    Optional<CommandSpec> root = model.now();
    if (root.isEmpty()) {
      return plain(token);
    }
    List<String> path = before;
    if (!path.isEmpty() && path.get(0).endsWith("gradlab")) {
      path = path.subList(1, path.size());
    }
    Place place = Place.after(path, root.get());
    if (place.command().isEmpty()) {
      return plain(token);
    }
    CommandSpec command = place.command().get();
    if (place.option().isEmpty() && !place.optionsEnded() && Place.isOption(word)) {
      boolean ok =
          command.parser().unmatchedArgumentsAllowed() || Place.named(command, word).isPresent();
      return ok || (typing && mayBecomeOption(command, word)) ? OPTION : BAD;
    }
    if (place.option().isEmpty() && command.subcommands().containsKey(word)) {
      return COMMAND;
    }
    if (place.isFirst() && place.option().isEmpty()) {
      boolean may = command.subcommands().keySet().stream().anyMatch(c -> c.startsWith(word));
      return typing && may ? plain(token) : BAD;
    }
    return place.option().map(o -> hints.refuses(o, word, typing)).orElse(false)
        ? BAD
        : plain(token);
  }

  private static boolean mayBecomeOption(CommandSpec command, String word) {
    return command.optionsMap().keySet().stream().anyMatch(name -> name.startsWith(word));
  }

  private static AttributedStyle plain(Token token) {
    return token.quoted() ? TEXT : AttributedStyle.DEFAULT;
  }

  private static AttributedStyle colour(int colour) {
    return AttributedStyle.DEFAULT.foreground(colour);
  }
}
