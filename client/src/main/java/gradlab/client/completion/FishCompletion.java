package gradlab.client.completion;

import java.util.TreeSet;
import java.util.stream.Collectors;

/** For fish: a line for each command, option and argument. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(CommandShape program) {
    var text = new StringBuilder();
    text.append("# Completes gradlab in fish: gradlab completion fish | source\n\n");
    text.append("set -g __gradlab_valued ").append(valued(program)).append('\n');
    text.append("set -g __gradlab_commands ");
    text.append(
        program
            .all()
            .map(CommandShape::path)
            .filter(path -> !path.isEmpty())
            .map(FishCompletion::quoted)
            .collect(Collectors.joining(" ")));
    text.append("\n\n").append(Script.resource("gradlab.fish")).append('\n');
    program.all().forEach(command -> command(text, command));
    return text.toString();
  }

  /** The options that take a value, of all commands: no name has two meanings. */
  private static String valued(CommandShape program) {
    var names = new TreeSet<String>();
    program
        .all()
        .flatMap(command -> command.options().stream())
        .filter(option -> option.value().isPresent())
        .forEach(option -> names.addAll(option.names()));
    return String.join(" ", names);
  }

  private static void command(StringBuilder text, CommandShape command) {
    String at = "__gradlab_at " + quotedInside(command.path());
    for (CommandShape sub : command.subcommands()) {
      line(text, at, "-a " + quoted(sub.name()) + " -d " + quoted(sub.description()));
    }
    for (OptionShape option : command.options()) {
      line(text, at, option(option));
    }
    for (int place = 0; place < command.arguments().size(); place++) {
      boolean last = place == command.arguments().size() - 1;
      String where = at + " " + place + (last ? " on" : "");
      line(text, where, from(command.arguments().get(place)));
    }
  }

  private static void line(StringBuilder text, String condition, String what) {
    text.append("complete -c gradlab -n \"")
        .append(condition)
        .append("\" ")
        .append(what)
        .append('\n');
  }

  private static String option(OptionShape option) {
    var text = new StringBuilder();
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      text.append(' ');
    }
    option.value().ifPresent(value -> text.append("-r ").append(from(value)).append(' '));
    return text.append("-d ").append(quoted(option.description())).toString();
  }

  private static String from(Value value) {
    return switch (value.kind()) {
      case CHOICES -> "-f -a " + quoted(String.join(" ", value.choices()));
      case FILE -> "-F";
      case RUN -> "-f -a '(__gradlab_complete runs)'";
      case SERVER -> "-f -a '(__gradlab_complete servers)'";
      case ANY -> "-f";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String quotedInside(String path) {
    return "'" + path + "'";
  }
}
