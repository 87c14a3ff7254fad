package gradlab.client.command;

import java.util.Optional;
import java.util.function.Consumer;

/** Options that were not given stay unset in the request. */
final class Given {
  private Given() {}

  /**
   * @param option as picocli leaves it: null when it was not given
   */
  static <T> void ifGiven(T option, Consumer<T> set) {
    Optional.ofNullable(option).ifPresent(set);
  }
}
