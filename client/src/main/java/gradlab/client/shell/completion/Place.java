package gradlab.client.shell.completion;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Where the next word stands.
 *
 * @param command the command whose word it is; empty where the words name none
 * @param option the option whose value the word is
 * @param parameters words of the command that are no options, before this one
 * @param given the options before it
 * @param optionsEnded whether {@code --} has come
 */
public record Place(
    Optional<CommandSpec> command,
    Optional<OptionSpec> option,
    List<String> parameters,
    Set<OptionSpec> given,
    boolean optionsEnded) {

  /**
   * @param root the command line, with the shell's own commands
   */
  public static Place after(List<String> words, CommandSpec root) {
    CommandSpec command = root;
    Optional<OptionSpec> option = Optional.empty();
    List<String> parameters = new java.util.ArrayList<>();
    Set<OptionSpec> given = new HashSet<>();
    boolean ended = false;
    for (String word : words) {
      if (option.isPresent()) {
        option = Optional.empty();
      } else if (word.equals("--")) {
        ended = true;
      } else if (!ended && isOption(word)) {
        var named = named(command, word);
        named.ifPresent(given::add);
        option = named.filter(o -> takesValue(o) && !word.contains("="));
      } else if (parameters.isEmpty() && command.subcommands().containsKey(word)) {
        command = command.subcommands().get(word).getCommandSpec();
      } else if (command == root) {
        return new Place(Optional.empty(), option, parameters, given, ended);
      } else {
        parameters.add(word);
      }
    }
    return new Place(Optional.of(command), option, parameters, given, ended);
  }

  public static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  public static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  /** The option of a word such as {@code --block=bn}. */
  public static Optional<OptionSpec> named(CommandSpec command, String word) {
    int equals = word.indexOf('=');
    return Optional.ofNullable(command.findOption(equals < 0 ? word : word.substring(0, equals)));
  }

  /** What the next word is the value of, where it is no option. */
  public Optional<ArgSpec> argument() {
    return option.<ArgSpec>map(o -> o).or(this::parameter);
  }

  private Optional<ArgSpec> parameter() {
    int index = parameters.size();
    return command.stream()
        .flatMap(c -> c.positionalParameters().stream())
        .filter(p -> p.index().contains(index) || takesMore(p, index))
        .findFirst()
        .map(p -> p);
  }

  /** picocli gives a list without an index a range of its own. */
  private static boolean takesMore(PositionalParamSpec parameter, int index) {
    return parameter.type().isAssignableFrom(List.class) && parameter.index().min() <= index;
  }

  /** The commands that the word may name. */
  public List<CommandLine> subcommands() {
    return command
        .filter(c -> parameters.isEmpty())
        .map(c -> c.subcommands().values().stream().distinct().toList())
        .orElse(List.of());
  }

  /** Whether the line is at its first word. */
  public boolean isFirst() {
    return command.filter(c -> c.parent() == null).isPresent();
  }
}
