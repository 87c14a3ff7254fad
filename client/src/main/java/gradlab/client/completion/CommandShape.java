package gradlab.client.completion;

import java.util.List;
import java.util.stream.Stream;

/**
 * A command as completion sees it.
 *
 * @param path its words without the program's name, for example "token create"; empty: the program
 * @param description a few words
 * @param arguments in their places; what comes after the last is like it
 */
public record CommandShape(
    String path,
    String description,
    List<OptionShape> options,
    List<Value> arguments,
    List<CommandShape> subcommands) {
  public CommandShape {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    subcommands = List.copyOf(subcommands);
  }

  /** Its last word. */
  String name() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  /** It and all below it. */
  Stream<CommandShape> all() {
    return Stream.concat(Stream.of(this), subcommands.stream().flatMap(CommandShape::all));
  }
}
