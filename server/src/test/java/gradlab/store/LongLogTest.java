package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code gradlab stress load} in small: with many runs and a long log, what is not needed is not
 * read. Counts bytes, as times say nothing in a test.
 */
class LongLogTest {
  private static final int RUNS = 300;
  private static final int EVENTS = 20_000;
  private static final RunId LONG = RunId.of("long");

  /** Two blocks of such events, the first record and some buffers. */
  private static final long LITTLE = 100_000;

  @TempDir Path state;

  private void fill() {
    try (var store = RunStore.open(state)) {
      LongLogs.fill(store.create(LONG, Runs.CONFIG, ""), EVENTS);
    }
  }

  private Path file() {
    return state.resolve("runs/long/run.log");
  }

  private void sql(String change) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("index.db"));
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(change)).isEqualTo(1);
    }
  }

  @Test
  void theEndOfALongLogIsReadWithoutTheRest() throws IOException {
    fill();
    try (var store = RunStore.open(state)) {
      RunLog log = store.find(LONG).orElseThrow();
      assertThat(log.view().lastSeq()).isEqualTo(EVENTS);
      assertThat(Runs.read(log, EVENTS - 10)).hasSize(11);
      assertThat(log.isRemembered()).isTrue();
      assertThat(log.bytesRead()).isLessThan(LITTLE);
      assertThat(Files.size(file())).isGreaterThan(10 * LITTLE);
    }
  }

  @Test
  void ofALongLogOnlyBlocksWithWantedEventsAreRead() {
    fill();
    try (var store = RunStore.open(state)) {
      RunLog log = store.find(LONG).orElseThrow();
      assertThat(RunHistory.flows(log, f -> f.epoch() == 3)).hasSize(1);
      long flows = log.bytesRead();
      // 41 epochs are in 41 of the 79 blocks at most; each time a buffer is read beyond
      assertThat(flows).isLessThan(log.snapshot().bytes() * 8 / 10);
      try (var states = LogExcerpt.of(log, Set.of(RunEvent.StateChanged.class))) {
        assertThat(states.next().orElseThrow().seq()).isEqualTo(1);
        assertThat(states.next()).isEmpty();
      }
      assertThat(log.bytesRead() - flows).isLessThan(LITTLE);
      assertThat(RunHistory.epochs(log)).hasSize(EVENTS / 477);
    }
  }

  /** What a crash leaves: the index half a second behind, and half a write. */
  @Test
  void afterACrashOnlyWhatCameSinceIsRead() throws IOException {
    fill();
    byte[] index = Files.readAllBytes(state.resolve("index.db"));
    RunView before;
    try (var log = RunLog.open(file().getParent())) {
      LongLogs.fill(log, EVENTS + 500);
      before = log.view();
    }
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length + 77));
    Files.write(state.resolve("index.db"), index);
    try (var store = RunStore.open(state)) {
      RunLog log = store.find(LONG).orElseThrow();
      assertThat(log.view()).isEqualTo(before);
      assertThat(log.bytesRead()).isLessThan(LITTLE);
      assertThat(file()).hasBinaryContent(whole);
      assertThat(store.list(9, Optional.empty(), Set.of())).containsExactly(before);
    }
  }

  @Test
  void aDamagedRowIsFoundAndMadeAgain() throws Exception {
    fill();
    byte[] whole = Files.readAllBytes(state.resolve("index.db"));
    for (var damage :
        List.of(
            "blocks = substr(blocks, 1, length(blocks) - 9)",
            "blocks = x''",
            "blocks = zeroblob(length(blocks))",
            "log_end = log_end + 1",
            "log_bytes = log_bytes - 1")) {
      Files.write(state.resolve("index.db"), whole);
      sql("UPDATE runs SET " + damage);
      try (var store = RunStore.open(state)) {
        RunLog log = store.find(LONG).orElseThrow();
        assertThat(log.view().lastSeq()).as(damage).isEqualTo(EVENTS);
        assertThat(Runs.read(log, EVENTS)).hasSize(1);
      }
      try (var store = RunStore.open(state)) {
        assertThat(store.find(LONG).orElseThrow().isRemembered()).as(damage).isTrue();
      }
    }
  }

  @Test
  void aLogThatWasExchangedForAnotherOfTheSameLengthIsRead() throws IOException {
    fill();
    byte[] first = Files.readAllBytes(file());
    try (var log = RunLog.open(file().getParent())) {
      log.append(List.of(Runs.server(Runs.state(RunState.FAILED))));
    }
    byte[] failed = Files.readAllBytes(file());
    Files.write(file(), first);
    try (var log = RunLog.open(file().getParent())) {
      log.append(List.of(Runs.server(Runs.state(RunState.KILLED))));
    }
    assertThat(Files.size(file())).isEqualTo(failed.length);
    RunStore.open(state).close(); // the index knows the killed one
    Files.write(file(), failed);
    try (var store = RunStore.open(state)) {
      assertThat(store.find(LONG).orElseThrow().view().state()).isEqualTo(RunState.FAILED);
      assertThat(store.list(9, Optional.empty(), Set.of(RunState.FAILED))).hasSize(1);
    }
  }

  /** Resuming a run whose log is damaged where nobody has read it since must not make it worse. */
  @Test
  void aRewindInADamagedLogIsOnRecordAndItsViewIsNotBelieved() throws IOException {
    fill();
    byte[] damaged = Files.readAllBytes(file());
    damaged[damaged.length / 2] ^= 1;
    Files.write(file(), damaged);
    try (var store = RunStore.open(state)) {
      RunLog log = store.find(LONG).orElseThrow();
      log.append(List.of(Runs.server(new RunEvent.Rewound(100))));
      assertThat(log.append(List.of(Runs.server(Runs.step(101, 1)))))
          .extracting(StoredEvent::seq)
          .containsExactly(EVENTS + 2L);
    }
    try (var store = RunStore.open(state)) {
      assertThatThrownBy(() -> Runs.read(store.find(LONG).orElseThrow(), 1))
          .isInstanceOf(CorruptLogException.class);
    }
  }

  /** That nobody noticed the damage shows that nobody read it; whoever does read it is told. */
  @Test
  void aStartReadsNoLog() throws IOException {
    try (var store = RunStore.open(state)) {
      for (int i = 0; i < RUNS; i++) {
        store
            .create(RunId.of("run-" + i), Runs.CONFIG, "")
            .append(List.of(Runs.server(Runs.state(RunState.KILLED))));
      }
    }
    for (int i = 0; i < RUNS; i++) {
      Path log = state.resolve("runs/run-" + i + "/run.log");
      Files.write(log, new byte[(int) Files.size(log)]);
    }
    try (var store = RunStore.open(state)) {
      assertThat(store.problems()).isEmpty();
      assertThat(store.list(RUNS + 1, Optional.empty(), Set.of())).hasSize(RUNS);
      assertThatThrownBy(() -> store.find(RunId.of("run-7")))
          .isInstanceOf(CorruptLogException.class);
    }
  }
}
