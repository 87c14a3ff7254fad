package gradlab.client.completion;

import java.util.List;
import java.util.Optional;

/**
 * An option of a command.
 *
 * @param names with their dashes
 * @param description a few words
 * @param value empty: it takes none
 */
public record OptionShape(List<String> names, String description, Optional<Value> value) {
  public OptionShape {
    names = List.copyOf(names);
  }
}
