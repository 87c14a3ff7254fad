package gradlab.client.trust;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where gradlab keeps what, by the XDG specification. */
public final class Directories {
  private Directories() {}

  /**
   * @param variable such as XDG_CONFIG_HOME
   * @param usual below the home directory, where the variable is not set
   */
  public static Path of(Map<String, String> environment, String variable, String usual) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute) // a relative path is to be ignored
        .orElseGet(
            () -> Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), usual))
        .resolve("gradlab");
  }
}
