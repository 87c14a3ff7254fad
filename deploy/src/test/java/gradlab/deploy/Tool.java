package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a test needs from outside. Without it the test is skipped, and the report names it; where
 * GRADLAB_REQUIRE_TOOLS is set, it fails.
 */
final class Tool {
  /** Debian has these where a user's PATH does not look. */
  private static final List<Path> MORE = List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

  private Tool() {}

  /**
   * @param from what brings it
   */
  static void needed(String name, String from) {
    needed(isThere(name), name + " is not on PATH; " + from + " brings it");
  }

  /**
   * @param what is missing, and what to do
   */
  static void needed(boolean there, String what) {
    if (System.getenv("GRADLAB_REQUIRE_TOOLS") != null) {
      assertThat(there).as(what + " (GRADLAB_REQUIRE_TOOLS is set)").isTrue();
    }
    assumeTrue(there, what);
  }

  static boolean isThere(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return MORE.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(name)));
  }

  /** Mounting, chroot and other users are root's. */
  static void rootNeeded() {
    needed("root".equals(System.getProperty("user.name")), "only root may mount and chroot");
  }
}
