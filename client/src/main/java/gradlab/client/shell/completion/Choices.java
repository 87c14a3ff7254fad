package gradlab.client.shell.completion;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/** The values of an argument that has only a few. */
public final class Choices {
  private Choices() {}

  /** Those that picocli knows of, constants as people type them; empty where any value will do. */
  public static List<String> of(ArgSpec argument) {
    return Optional.ofNullable(argument.completionCandidates())
        .map(some -> StreamSupport.stream(some.spliterator(), false).toList())
        .orElse(List.of())
        .stream()
        .map(value -> value.matches("[A-Z][A-Z_]+") ? value.toLowerCase(Locale.ROOT) : value)
        .toList();
  }
}
