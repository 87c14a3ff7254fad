package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerExitTest {
  @Test
  void saysItInWords() {
    assertThat(WorkerExit.ofCode(137).inWords()).isEqualTo("by SIGKILL (exit code 137)");
    assertThat(WorkerExit.ofCode(139).inWords()).isEqualTo("by SIGSEGV (exit code 139)");
    assertThat(WorkerExit.ofCode(128 + 40).inWords()).isEqualTo("by signal 40 (exit code 168)");
    assertThat(WorkerExit.ofCode(1).inWords()).isEqualTo("with exit code 1");
    assertThat(WorkerExit.UNKNOWN.inWords()).contains("exit code unknown");
  }
}
