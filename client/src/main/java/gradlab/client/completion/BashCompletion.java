package gradlab.client.completion;

import static gradlab.client.completion.Script.quoted;

import java.util.stream.Collectors;

/** For bash 3.2 and newer, without the package bash-completion: tables, and what reads them. */
final class BashCompletion {
  private BashCompletion() {}

  static String script(CommandShape program) {
    var text = new StringBuilder();
    text.append("# Completes gradlab in bash: source <(gradlab completion bash)\n\n");
    table(text, "_gradlab_commands", "$1");
    program
        .all()
        .filter(command -> !command.subcommands().isEmpty())
        .forEach(command -> row(text, quoted(command.path()), names(command)));
    text.append("  esac\n}\n\n");
    table(text, "_gradlab_options", "$1");
    program
        .all()
        .forEach(
            command ->
                row(
                    text,
                    quoted(command.path()),
                    command.options().stream()
                        .flatMap(option -> option.names().stream())
                        .collect(Collectors.joining(" "))));
    text.append("  esac\n}\n\n");
    table(text, "_gradlab_value", "$1 $2");
    program.all().forEach(command -> values(text, command));
    text.append("  esac\n}\n\n");
    table(text, "_gradlab_argument", "$1 $2");
    program.all().forEach(command -> arguments(text, command));
    text.append("  esac\n}\n\n");
    return text.append(Script.resource("gradlab.bash")).toString();
  }

  private static void table(StringBuilder text, String function, String key) {
    text.append(function).append("() {\n  case \"").append(key).append("\" in\n");
  }

  private static void row(StringBuilder text, String pattern, String words) {
    text.append("    ")
        .append(pattern)
        .append(") printf '%s' ")
        .append(quoted(words))
        .append(" ;;\n");
  }

  private static String names(CommandShape command) {
    return command.subcommands().stream().map(CommandShape::name).collect(Collectors.joining(" "));
  }

  private static void values(StringBuilder text, CommandShape command) {
    for (OptionShape option : command.options()) {
      option
          .value()
          .ifPresent(
              value -> {
                String pattern =
                    option.names().stream()
                        .map(name -> quoted(command.path() + " " + name))
                        .collect(Collectors.joining(" | "));
                row(text, pattern, value.word());
              });
    }
  }

  /** The last argument's row takes all places after it. */
  private static void arguments(StringBuilder text, CommandShape command) {
    for (int place = 0; place < command.arguments().size(); place++) {
      boolean last = place == command.arguments().size() - 1;
      String pattern =
          last ? quoted(command.path() + " ") + "*" : quoted(command.path() + " " + place);
      row(text, pattern, command.arguments().get(place).word());
    }
  }
}
