package gradlab.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.access.RealServer;
import gradlab.client.fake.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell over the server itself, which is killed and started again. */
class RestartedServerTest {
  /** JVMs start meanwhile, perhaps on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void theShellFindsItAgainAndTheStreamGoesOn() throws Exception {
    Path events = folder.resolve("events.csv");
    var first = new RealServer(folder.resolve("state"), "--listen", "127.0.0.1:0");
    String address = first.address;
    try (var shell = new ShellTerminal("screen-256color", folder, address)) {
      try {
        shell.await("connected, 0 running> ", PATIENCE);
        // a run that the queue holds: this test is about the server, not about training
        shell.enter("start VGG_08 --train-limit 100 --epochs 1 --name probe");
        shell.await("started probe as", PATIENCE);
        shell.enter("tail $RUN --output csv > " + events + " &");
        Cli.await("events", PATIENCE, () -> lines(events) >= 2);
        shell.type("runs --out");
      } finally {
        first.process.destroyForcibly().waitFor();
      }
      shell.await("lost the server", PATIENCE);
      shell.await("reconnecting> ", PATIENCE);
      var options = new String[] {"--listen", address};
      try (var second = new RealServer(folder.resolve("state"), options)) {
        assertThat(second.address).isEqualTo(address);
        shell.await("the server at " + address + " is back", PATIENCE);
        shell.type("put csv\r");
        shell.await("probe,VGG_08", PATIENCE);
        shell.enter("kill $RUN");
        Cli.await(
            "the end",
            PATIENCE,
            () -> text(events).contains("KILLED") || text(events).contains("COMPLETED"));
        var seqs =
            text(events).lines().skip(1).map(line -> Integer.parseInt(line.split(",")[0])).toList();
        for (int i = 0; i < seqs.size(); i++) {
          assertThat(seqs.get(i)).as("no gap and no duplicate: " + seqs).isEqualTo(i + 1);
        }
        shell.ctrl('D');
        assertThat(shell.exitCode()).isZero();
      }
    }
  }

  private static long lines(Path file) {
    return text(file).lines().count();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
