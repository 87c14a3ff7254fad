package gradlab.client.completion;

import static gradlab.client.completion.Script.quoted;

import java.util.List;
import java.util.stream.Collectors;

/** For zsh: tables as arrays of NAME:DESCRIPTION, and what reads them. */
final class ZshCompletion {
  private ZshCompletion() {}

  static String script(CommandShape program) {
    var text = new StringBuilder();
    text.append("#compdef gradlab\n");
    text.append("# Completes gradlab in zsh: source <(gradlab completion zsh), after compinit\n\n");
    text.append(
        "typeset -gA _gradlab_value _gradlab_argument _gradlab_commands _gradlab_options\n");
    program
        .all()
        .forEach(
            command -> {
              if (!command.subcommands().isEmpty()) {
                set(text, "_gradlab_commands", command.path(), commands(command));
              }
              set(text, "_gradlab_options", command.path(), options(command));
              values(text, command);
              arguments(text, command);
            });
    return text.append('\n').append(Script.resource("gradlab.zsh")).toString();
  }

  /**
   * Entries are joined by line feeds, which none of them holds; keys have no spaces, as zsh likes.
   */
  private static void set(StringBuilder text, String table, String key, List<String> entries) {
    text.append(table).append("[/").append(key.replace(' ', '/')).append("]=");
    text.append(quoted(String.join("\n", entries))).append('\n');
  }

  private static List<String> commands(CommandShape command) {
    return command.subcommands().stream()
        .map(sub -> described(sub.name(), sub.description()))
        .toList();
  }

  private static List<String> options(CommandShape command) {
    return command.options().stream()
        .flatMap(option -> option.names().stream().map(n -> described(n, option.description())))
        .toList();
  }

  private static String described(String name, String description) {
    return name + ":" + description;
  }

  private static void values(StringBuilder text, CommandShape command) {
    for (OptionShape option : command.options()) {
      option
          .value()
          .ifPresent(
              value ->
                  option
                      .names()
                      .forEach(
                          name ->
                              set(
                                  text,
                                  "_gradlab_value",
                                  command.path() + " " + name,
                                  List.of(value.word()))));
    }
  }

  private static void arguments(StringBuilder text, CommandShape command) {
    if (!command.arguments().isEmpty()) {
      set(
          text,
          "_gradlab_argument",
          command.path(),
          command.arguments().stream().map(Value::word).collect(Collectors.toList()));
    }
  }
}
