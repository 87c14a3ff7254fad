package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path directory;

  @Test
  void findsTheProcessAndNoOtherOfTheSamePid() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    try {
      PidFile.of(process.toHandle()).write(directory);
      var read = PidFile.read(directory).orElseThrow();
      assertThat(read.process()).contains(process.toHandle());
      assertThat(new PidFile(process.pid(), "earlier boot 1").process()).isEmpty();
      var self = ProcessHandle.current();
      assertThat(new PidFile(self.pid(), read.started()).process()).isEmpty();
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(PidFile.read(directory).orElseThrow().process()).isEmpty();
  }

  /** A process's start is the same whenever one asks: the wall clock's view of it is not. */
  @Test
  void theStartDoesNotDependOnTheWallClock() {
    var self = ProcessHandle.current();
    assertThat(ProcessStart.of(self)).isNotEmpty().isEqualTo(ProcessStart.of(self));
    if (ProcStat.available()) {
      assertThat(ProcessStart.of(self))
          .endsWith(" " + ProcStat.of(self.pid()).orElseThrow().startTicks());
    }
  }
}
