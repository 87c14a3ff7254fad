package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index may be lost, damaged or old: the logs make it again. */
class IndexRebuildTest {
  @TempDir Path state;
  private List<RunView> views;

  @BeforeEach
  void fill() {
    try (var store = RunStore.open(state)) {
      for (int i = 0; i < 20; i++) {
        RunLog log = store.create(RunId.of("run-" + i), Runs.CONFIG, "request-" + i);
        log.append(
            List.of(
                Runs.server(Runs.state(RunState.RUNNING)),
                Runs.worker(1, 1, Runs.attempt(1)),
                Runs.worker(1, 2, Runs.flow(0, 1e-9, 1e-3)),
                Runs.worker(1, 3, Runs.epoch(0, 4.5 + i)),
                Runs.worker(1, 4, Runs.checkpoint(0))));
      }
      views = all(store);
    }
    assertThat(views).hasSize(20);
  }

  private static List<RunView> all(RunStore store) {
    return store.list(1000, Optional.empty(), Set.of());
  }

  private void assertSameAsBefore() {
    try (var store = RunStore.open(state)) {
      assertThat(all(store)).isEqualTo(views);
      assertThat(store.findByRequestId("request-7")).contains(RunId.of("run-7"));
      assertThat(store.problems()).isEmpty();
    }
  }

  private Path index() {
    return state.resolve("index.db");
  }

  @Test
  void missing() throws IOException {
    Files.delete(index());
    assertSameAsBefore();
  }

  @Test
  void notADatabase() throws IOException {
    Files.writeString(index(), "hello, this is no database at all".repeat(50));
    assertSameAsBefore();
    Files.write(index(), new byte[0]);
    assertSameAsBefore();
  }

  @Test
  void damagedAnywhere() throws IOException {
    byte[] whole = Files.readAllBytes(index());
    var random = new Random(1);
    for (int i = 0; i < 40; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(damaged.length - 64);
      for (int j = 0; j < 64; j++) {
        damaged[at + j] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(index(), damaged);
      assertSameAsBefore();
    }
  }

  @Test
  void cut() throws IOException {
    byte[] whole = Files.readAllBytes(index());
    for (int share = 1; share < 8; share++) {
      Files.write(index(), java.util.Arrays.copyOf(whole, whole.length * share / 8));
      assertSameAsBefore();
    }
  }

  @Test
  void ofAnotherVersion() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + index());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertSameAsBefore();
  }

  @Test
  void olderThanTheLogs() throws IOException {
    byte[] old = Files.readAllBytes(index());
    try (var store = RunStore.open(state)) {
      store
          .find(RunId.of("run-3"))
          .orElseThrow()
          .append(List.of(Runs.server(Runs.state(RunState.FAILED))));
      store.create(RunId.of("newer"), Runs.CONFIG, "newer");
      store
          .find(RunId.of("run-4"))
          .orElseThrow()
          .append(List.of(Runs.server(Runs.state(RunState.KILLED))));
      store.delete(RunId.of("run-4"));
      views = all(store);
    }
    Files.write(index(), old);
    assertSameAsBefore();
    assertThat(views).extracting(RunView::state).contains(RunState.FAILED).hasSize(20);
  }

  @Test
  void aDamagedLogIsReportedAndTheOthersAreListed() throws IOException {
    Path log = state.resolve("runs/run-5/run.log");
    byte[] bytes = Files.readAllBytes(log);
    try (var store = RunStore.open(state)) { // a later write, so that the damage is no torn tail
      store
          .find(RunId.of("run-5"))
          .orElseThrow()
          .append(List.of(Runs.server(Runs.state(RunState.LOST))));
    }
    byte[] longer = Files.readAllBytes(log);
    longer[bytes.length - 10] ^= 1;
    Files.write(log, longer);
    Files.delete(index());
    try (var store = RunStore.open(state)) {
      var expected = new ArrayList<>(views);
      expected.removeIf(v -> v.id().equals(RunId.of("run-5")));
      assertThat(all(store)).isEqualTo(expected);
      assertThat(store.problems()).singleElement().asString().contains("run-5", "is damaged at");
      assertThatThrownBy(() -> store.find(RunId.of("run-5")))
          .isInstanceOf(CorruptLogException.class);
      assertThat(log).hasBinaryContent(longer);
    }
  }
}
