package gradlab.client.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A program of the machine that a test needs. */
public final class Tool {
  private Tool() {}

  /** Where it is; without it the test is skipped, and fails where CI demands all tools. */
  public static Path required(String name) {
    Optional<Path> found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assertThat(found.isPresent() || System.getenv("GRADLAB_REQUIRE_TOOLS") == null)
        .as(name + " is missing")
        .isTrue();
    assumeTrue(found.isPresent(), name + " is missing");
    return found.orElseThrow();
  }
}
