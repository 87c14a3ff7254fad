package gradlab.grafana.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Programs of others that a test needs. */
public final class Tool {
  private Tool() {}

  public static Optional<Path> find(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path candidate = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Skips the test where it is missing; with GRADLAB_REQUIRE_TOOLS the test fails. */
  static Path require(String name, String debianPackage) {
    var found = find(name);
    String missing = "%s is missing: apt-get install %s".formatted(name, debianPackage);
    assertThat(found.isPresent() || System.getenv("GRADLAB_REQUIRE_TOOLS") == null)
        .as(missing)
        .isTrue();
    assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }
}
