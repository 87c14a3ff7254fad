package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradlab.domain.DeviceUse;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sum over all runs of a state directory, those that are not there any more among them. */
class TotalUseTest {
  private static final OptionalDouble PRICE = OptionalDouble.of(3.6);

  @TempDir Path state;

  /** A run that was at work for so long. */
  private static void run(RunStore store, String id, int seconds) {
    store
        .create(RunId.of(id), Runs.CONFIG, "")
        .append(
            List.of(
                Runs.server(Runs.state(RunState.STARTING)),
                Runs.worker(1, seconds, Runs.state(RunState.COMPLETED))));
  }

  private static void assertUse(DeviceUse use, int seconds, int unpriced) {
    assertThat(use.time()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(use.unpriced()).isEqualTo(Duration.ofSeconds(unpriced));
    assertThat(use.cost()).isCloseTo((seconds - unpriced) * 1e-3, within(1e-9));
  }

  @Test
  void isThereAgainAfterARestartAndWithoutTheIndex() throws IOException {
    try (var store = RunStore.open(state, PRICE)) {
      run(store, "one", 100);
      run(store, "two", 20);
      assertUse(store.use(), 120, 0);
    }
    try (var store = RunStore.open(state)) { // this server has no price
      assertUse(store.use(), 120, 0);
      run(store, "three", 5);
      assertUse(store.use(), 125, 5);
    }
    Files.delete(state.resolve(RunIndex.FILE_NAME));
    try (var store = RunStore.open(state, OptionalDouble.of(99))) {
      assertUse(store.use(), 125, 5);
    }
  }

  @Test
  void whatADeletedRunUsedStaysUsed() {
    try (var store = RunStore.open(state, PRICE)) {
      run(store, "one", 100);
      run(store, "two", 20);
      run(store, "three", 3);
      store.delete(RunId.of("one"));
      assertUse(store.use(), 123, 0);
      store.delete(RunId.of("two"));
      assertUse(store.use(), 123, 0);
    }
    try (var store = RunStore.open(state, PRICE)) {
      assertUse(store.use(), 123, 0);
      store.delete(RunId.of("three"));
      assertUse(store.use(), 123, 0);
      assertThat(store.view(RunId.of("one"))).isEmpty();
    }
  }

  /** A crash came between the ledger's entry and the deletion. */
  @Test
  void aRunThatIsStillThereIsCountedOnce() throws IOException {
    try (var store = RunStore.open(state, PRICE)) {
      run(store, "one", 100);
      run(store, "two", 20);
      store.delete(RunId.of("two"));
      Ledger.open(state, new RunDirectories(state))
          .deleting(RunId.of("one"), new DeviceUse(Duration.ofSeconds(100), Duration.ZERO, 0.1));
    }
    try (var store = RunStore.open(state, PRICE)) {
      assertUse(store.use(), 120, 0);
      store.delete(RunId.of("one"));
      assertUse(store.use(), 120, 0);
    }
  }

  @Test
  void aDamagedLedgerIsNotTakenForAnEmptyOne() throws IOException {
    try (var store = RunStore.open(state, PRICE)) {
      run(store, "one", 100);
      store.delete(RunId.of("one"));
    }
    Path ledger = state.resolve(Ledger.FILE_NAME);
    byte[] bytes = Files.readAllBytes(ledger);
    bytes[2] ^= 1;
    Files.write(ledger, bytes);
    assertThatThrownBy(() -> RunStore.open(state))
        .isInstanceOf(WrongState.class)
        .hasMessageContaining(ledger.toString())
        .hasMessageContaining("restore it");
    Files.delete(ledger);
    RunStore.open(state).close(); // and the lock was given back
  }

  @Test
  void theViewInTheIndexIsThatOfTheLog() {
    RunView live;
    try (var store = RunStore.open(state, PRICE)) {
      var log = store.create(RunId.of("r"), Runs.CONFIG, "");
      log.append(
          List.of(
              Runs.server(new gradlab.domain.RunEvent.LimitWarned("max_cost=1.00", "much")),
              Runs.server(Runs.state(RunState.STARTING)),
              Runs.worker(1, 30, Runs.step(5, 4.5))));
      live = log.view();
      assertThat(live.spending().meter()).isPresent();
      assertThat(store.list(1, java.util.Optional.empty(), java.util.Set.of()))
          .containsExactly(live);
    }
    try (var log = RunLog.open(state.resolve("runs").resolve("r"))) {
      assertThat(log.view()).isEqualTo(live);
    }
  }
}
