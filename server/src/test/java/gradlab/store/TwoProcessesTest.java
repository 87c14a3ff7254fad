package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TwoProcessesTest {
  @TempDir Path state;

  @Test
  void theSameProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
    try (var first = RunStore.open(state)) {
      assertRefused(ProcessHandle.current().pid());
      // The refused attempt must not have dropped the lock of the first: another process sees it.
      Process other = StoreProcess.start(state, "hold");
      try {
        assertThat(other.inputReader().readLine()).isNull();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isNotZero();
      } finally {
        other.destroyForcibly();
      }
      assertThat(first.unfinished()).isEmpty();
    }
    RunStore.open(state).close();
  }

  @Test
  void anotherProcessIsNamedAndItsEndFreesTheDirectory() throws Exception {
    Process other = StoreProcess.start(state, "hold");
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("open");
      assertRefused(other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (var store = RunStore.open(state)) {
      assertThat(store.unfinished()).isEmpty();
    }
  }

  private void assertRefused(long pid) {
    assertThatThrownBy(() -> RunStore.open(state))
        .isInstanceOf(GradlabException.WrongState.class)
        .hasMessageContaining(state.getFileName().toString())
        .hasMessageContaining("in use by another gradlab server (pid " + pid + ")")
        .hasMessageContaining("--state-dir");
  }

  @Test
  void whatAKilledProcessAcknowledgedIsThere() throws IOException, InterruptedException {
    Process other = StoreProcess.start(state, "append");
    long acknowledged = 0;
    try (var lines = other.inputReader()) {
      while (acknowledged < 400) {
        acknowledged = Long.parseLong(lines.readLine());
      }
      other.destroyForcibly().waitFor();
    }
    try (var store = RunStore.open(state)) {
      RunLog log = store.find(RunId.of("appended")).orElseThrow();
      assertThat(log.view().lastSeq()).isGreaterThanOrEqualTo(acknowledged);
      List<StoredEvent> events = Runs.read(log, 1);
      assertThat(events).hasSize((int) log.view().lastSeq());
      assertThat(store.list(5, Optional.empty(), Set.of(RunState.RUNNING)))
          .containsExactly(log.view());
      log.append(List.of(Runs.server(Runs.state(RunState.FAILED))));
      assertThat(store.unfinished()).isEmpty();
    }
  }
}
