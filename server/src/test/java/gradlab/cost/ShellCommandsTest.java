package gradlab.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandsTest {
  @TempDir Path directory;

  private CommandResult run(String command, Duration limit) {
    var output = directory.resolve("idle-command.log");
    return new ShellCommands(output, limit, Runnable::run).run(command).join();
  }

  @Test
  void saysTheExitCodeAndTheEndOfTheOutput() {
    var limit = Duration.ofSeconds(30);
    assertThat(run("exit 0", limit)).isEqualTo(new CommandResult(true, "ended with exit code 0"));
    assertThat(run("echo no such zone; echo try another >&2; exit 3", limit))
        .isEqualTo(
            new CommandResult(
                false, "ended with exit code 3; its output: no such zone | try another"));
    assertThat(run("printf '%01000d' 5", limit).inWords()).hasSizeLessThan(600).endsWith("05");
  }

  @Test
  void isKilledAfterItsTime() {
    long start = System.nanoTime();
    var result = run("echo begun; sleep 60; true", Duration.ofMillis(500));
    assertThat(result.succeeded()).isFalse();
    assertThat(result.inWords()).contains("was killed").endsWith("begun");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }
}
