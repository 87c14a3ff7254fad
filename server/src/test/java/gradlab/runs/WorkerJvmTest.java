package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerJvmTest {
  @Test
  void runsTheMainClassOnOurClassPath() {
    var command = new WorkerJvm(2).command("a.Main", List.of("run-1", "now"));

    assertThat(command.get(0)).endsWith("java");
    assertThat(command)
        .contains("-XX:+UseSerialGC", "-Xmx512m")
        .endsWith("-cp", System.getProperty("java.class.path"), "a.Main", "run-1", "now");
  }

  @Test
  void namesTheThreads() {
    var environment = new HashMap<>(Map.of("OMP_NUM_THREADS", "64", "PATH", "/bin"));
    environment.putAll(Map.of("OMP_WAIT_POLICY", "PASSIVE", "GOMP_CPU_AFFINITY", "0"));
    new WorkerJvm(3).configure(environment);
    assertThat(environment)
        .containsEntry("OMP_NUM_THREADS", "3")
        .containsEntry("PATH", "/bin")
        .doesNotContainKeys("OMP_WAIT_POLICY", "GOMP_CPU_AFFINITY");
    assertThatThrownBy(() -> new WorkerJvm(0)).hasMessageContaining("at least 1");
  }

  @Test
  void workersShareTheCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(WorkerJvm.oneOf(1).threads()).isEqualTo(cores);
    assertThat(WorkerJvm.oneOf(2 * cores).threads()).isEqualTo(1);
  }
}
