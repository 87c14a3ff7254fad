package gradlab.stress.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@code gradlab stress fuzz}. */
class RpcFuzzTest {
  private static final long SEED = 20_260_101;

  @TempDir Path root;

  /** A developer's machine has less time. */
  private static final int CALLS = System.getenv("CI") == null ? 2_000 : 10_000;

  @Test
  void randomCallsLeaveTheServerWell() throws Exception {
    var said = new ByteArrayOutputStream();
    try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      new FuzzStress(root, SEED, out).run(CALLS);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + said.toString(StandardCharsets.UTF_8), e);
    }
  }
}
