package gradlab.client.shell.screen;

import gradlab.client.shell.completion.Choices;
import gradlab.client.shell.completion.CommandModel;
import gradlab.client.shell.completion.Place;
import gradlab.client.shell.syntax.Lexer;
import gradlab.client.shell.syntax.Line;
import gradlab.client.shell.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.History;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What is shown faintly behind the cursor: the rest of the newest line that began like this one,
 * which the right arrow takes, else what the command still wants.
 */
public final class Hints {
  private static final int FEWEST = 2;

  private final CommandModel model;
  private final History history;

  public Hints(CommandModel model, History history) {
    this.model = model;
    this.history = history;
  }

  /** What is shown behind the line; may be empty. */
  public String after(String buffer) {
    return fromHistory(buffer).orElseGet(() -> wanted(buffer));
  }

  /** The rest of a line typed before. */
  public Optional<String> fromHistory(String buffer) {
    if (buffer.length() < FEWEST || buffer.isBlank()) {
      return Optional.empty();
    }
    for (var lines = history.reverseIterator(); lines.hasNext(); ) {
      String line = lines.next().line();
      if (line.startsWith(buffer) && line.length() > buffer.length() && !line.contains("\n")) {
        return Optional.of(line.substring(buffer.length()));
      }
    }
    return Optional.empty();
  }

  /** For example {@code RUN [--epoch E] ...} behind {@code grad }. */
  private String wanted(String buffer) {
    Line line = Lexer.typed(buffer);
    boolean plain =
        !buffer.isEmpty()
            && Character.isWhitespace(buffer.charAt(buffer.length() - 1))
            && line.isWhole()
            && line.tokens().stream().allMatch(t -> t.kind() == Kind.WORD);
    if (!plain || line.tokens().isEmpty()) {
      return "";
    }
    List<String> words = line.tokens().stream().map(t -> t.text()).toList();
    return model.now().map(root -> text(Place.after(words, root))).orElse("");
  }

  private static String text(Place place) {
    if (place.option().isPresent()) {
      return value(place.option().get());
    }
    if (place.command().isEmpty() || place.isFirst()) {
      return "";
    }
    CommandSpec command = place.command().get();
    List<String> parts = new ArrayList<>();
    int next = place.parameters().size();
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      boolean more = parameter.isMultiValue();
      if (parameter.index().min() >= next) {
        parts.add(parameter.paramLabel() + (more ? "..." : ""));
      } else if (more) {
        parts.add("[" + parameter.paramLabel() + "...]");
      }
    }
    if (next == 0) {
      command.subcommands().keySet().stream()
          .findFirst()
          .ifPresent(c -> parts.add("[" + c + " ...]"));
    }
    boolean more =
        command.options().stream().anyMatch(o -> !o.inherited() && !place.given().contains(o));
    if (more) {
      parts.add("[options: TAB]");
    }
    return String.join(" ", parts);
  }

  private static String value(ArgSpec argument) {
    var choices = Choices.of(argument);
    return choices.isEmpty() ? argument.paramLabel() : String.join("|", choices);
  }

  /** Whether the word is none of the values that the option can have. */
  boolean refuses(OptionSpec option, String word, boolean typing) {
    var choices = Choices.of(option);
    return !choices.isEmpty()
        && choices.stream()
            .noneMatch(c -> c.equalsIgnoreCase(word) || (typing && c.startsWith(word)));
  }
}
