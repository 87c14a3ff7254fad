package gradlab.stress.kills;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradlab stress kills} in short. */
class KillsTest {
  private static final long SEED = 20_260_101;

  @TempDir Path root;

  @Test
  void twentyDeathsLoseNothing() throws Exception {
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    try (var killing = new Kills(root, Workload.pretended(), SEED, out)) {
      killing.run(20);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + SEED + ": " + e.getMessage(), e);
    }
  }
}
