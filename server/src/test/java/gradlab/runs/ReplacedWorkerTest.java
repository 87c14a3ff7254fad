package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunId;
import gradlab.worker.WorkerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while it launches a worker does not know of it, and the next one launches
 * another for the same attempt. The first must not take the second's connection for its own.
 */
class ReplacedWorkerTest {
  @TempDir Path directory;

  private void connection() throws Exception {
    ConnectionFile.create("127.0.0.1:1", new RunId("r"), 1, Duration.ofMinutes(10))
        .write(directory);
  }

  @Test
  void endsBeforeItDoesAnything() throws Exception {
    connection();
    var worker = new LocalWorkerLauncher(WorkerMain.class.getName(), 1).launch(directory);
    try {
      connection(); // of the other launch, while the first JVM starts
      assertThat(worker.onExit().get(60, TimeUnit.SECONDS).inWords()).contains("exit code 4");
    } finally {
      worker.kill();
    }
  }
}
