package gradlab.client.command;

import gradlab.client.completion.CommandShape;
import gradlab.client.completion.OptionShape;
import gradlab.client.completion.Value;
import gradlab.client.completion.Value.Kind;
import gradlab.client.output.Display;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands as completion sees them. */
final class Shapes {
  private static final int WIDEST = 70;

  private Shapes() {}

  static CommandShape of(CommandSpec root) {
    return command("", root);
  }

  private static CommandShape command(String path, CommandSpec spec) {
    List<CommandShape> subcommands = new ArrayList<>();
    spec.subcommands()
        .forEach(
            (name, line) -> {
              if (!line.getCommandSpec().usageMessage().hidden()) {
                subcommands.add(command((path + " " + name).strip(), line.getCommandSpec()));
              }
            });
    return new CommandShape(
        path,
        few(spec.usageMessage().description()),
        spec.options().stream().filter(o -> !o.hidden()).map(Shapes::option).toList(),
        spec.userObject() instanceof LauncherCommand
            ? List.of(new Value(Kind.FILE, List.of()))
            : spec.positionalParameters().stream().map(Shapes::value).toList(),
        subcommands);
  }

  private static OptionShape option(OptionSpec option) {
    boolean takesValue = option.arity().max() > 0;
    return new OptionShape(
        List.of(option.names()),
        few(option.description()),
        takesValue ? Optional.of(value(option)) : Optional.empty());
  }

  private static Value value(ArgSpec argument) {
    List<String> choices = choices(argument);
    if (!choices.isEmpty()) {
      return new Value(Kind.CHOICES, choices);
    }
    String label = argument.paramLabel();
    Kind kind =
        switch (label) {
          case "RUN", "RUN|GROUP" -> Kind.RUN;
          case "HOST:PORT|NAME", "NAME|HOST:PORT" -> Kind.SERVER;
          default -> label.contains("FILE") || label.contains("DIR") ? Kind.FILE : Kind.ANY;
        };
    return new Value(kind, List.of());
  }

  private static List<String> choices(ArgSpec argument) {
    if (argument.type().isEnum()) {
      return Arrays.stream(argument.type().getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .toList();
    }
    return argument.completionCandidates() == null
        ? List.of()
        : StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList();
  }

  /** The first sentence, or as much of it as fits beside a name. */
  private static String few(String[] description) {
    String all = String.join(" ", description).replace("%%", "%").replace("%n", " ");
    String sentence = all.split("(?<=[.:;])\\s", 2)[0].replaceFirst("[.:;]$", "");
    return Display.cut(Display.oneLine(sentence), WIDEST);
  }
}
