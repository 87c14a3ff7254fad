package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import gradlab.domain.RunPolicy;
import gradlab.domain.RunState;
import gradlab.store.v1.Config;
import gradlab.store.v1.RunCreated;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  @TempDir Path temporary;
  private RunLog log;

  @BeforeEach
  void create() {
    log = RunLog.create(temporary, RunId.of("run-1"), Runs.CONFIG, "request", Runs.T0);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aNewRunIsQueuedAndKeepsWhatItWasStartedWith() {
    try (var again = RunLog.open(temporary)) {
      assertThat(again.view()).isEqualTo(log.view());
      assertThat(again.view().config()).isEqualTo(Runs.CONFIG);
      assertThat(again.view().requestId()).isEqualTo("request");
      assertThat(again.view().state()).isEqualTo(RunState.QUEUED);
    }
  }

  @Test
  void theWeightsItStartsFromAreThereBeforeItIs() throws Exception {
    Path directory = temporary.resolve("with-weights");
    var config =
        new RunConfig(
            Runs.CONFIG.network(), Runs.CONFIG.training(), "n", Map.of(), "abc", RunPolicy.DEFAULT);
    var weights = directory.resolve(RunConfig.INITIAL_WEIGHTS);
    var id = RunId.of("run-2");
    try (var started =
        RunLog.create(
            directory,
            id,
            config,
            "",
            Runs.T0,
            new Origin.Weights(out -> out.write(new byte[] {1})))) {
      assertThat(started.view().config()).isEqualTo(config);
      assertThat(weights).hasBinaryContent(new byte[] {1});
      assertThat(directory.resolve("run.log")).exists();
    }
    try (var again = RunLog.open(directory)) {
      assertThat(again.view().config().initFrom()).isEqualTo("abc");
    }
  }

  @Test
  void whereTheWeightsCannotBeWrittenThereIsNoRun() {
    Path directory = temporary.resolve("full");
    assertThatThrownBy(
            () ->
                RunLog.create(
                    directory,
                    RunId.of("run-2"),
                    Runs.CONFIG,
                    "",
                    Runs.T0,
                    new Origin.Weights(
                        out -> {
                          out.write(new byte[100_000]);
                          throw new IOException("No space left on device");
                        })))
        .isInstanceOf(GradlabException.LimitReached.class)
        .hasMessageContaining("No space left on device");
    assertThat(directory).doesNotExist();
  }

  /** The first record of a log that was written before runs could start from weights. */
  @Test
  void aConfigurationWithoutWeightsMeansFreshOnes() {
    var old =
        RunCreated.newBuilder()
            .setRunId("run-1")
            .setConfig(Config.newBuilder().setNetwork("VGG_08").setBlock("plain"))
            .build();
    assertThat(ConfigRecords.created(old).config().initFrom()).isEmpty();
    assertThat(ConfigRecords.created(log.view()).getConfig().getInitFrom()).isEmpty();
  }

  @Test
  void resentWorkerEventsAreDroppedPerAttempt() {
    log.append(List.of(Runs.worker(1, 1, Runs.attempt(1)), Runs.worker(1, 2, Runs.step(10, 4.6))));
    assertThat(
            log.append(
                List.of(
                    Runs.worker(1, 1, Runs.attempt(1)),
                    Runs.worker(1, 2, Runs.step(10, 4.6)),
                    Runs.worker(1, 3, Runs.step(20, 4.5)),
                    Runs.worker(1, 3, Runs.step(20, 4.5)))))
        .singleElement()
        .satisfies(e -> assertThat(e.seq()).isEqualTo(3));
    assertThat(log.append(List.of(Runs.worker(1, 2, Runs.step(10, 4.6))))).isEmpty();
    assertThat(log.append(List.of(Runs.worker(2, 1, Runs.attempt(2))))).hasSize(1);
    assertThat(log.view().attempt()).isEqualTo(2);
    assertThat(log.view().lastWorkerSeq()).isEqualTo(1);
    assertThat(log.append(List.of(Runs.worker(1, 9, Runs.step(90, 4)))))
        .as("a worker of an attempt that is over")
        .isEmpty();
    try (var again = RunLog.open(temporary)) {
      assertThat(again.append(List.of(Runs.worker(2, 1, Runs.attempt(2))))).isEmpty();
      assertThat(again.view()).isEqualTo(log.view());
    }
  }

  @Test
  void aFullDiskLeavesTheLogAsItWas() throws IOException {
    log.append(List.of(Runs.server(Runs.state(RunState.RUNNING))));
    log.close();
    byte[] before = Files.readAllBytes(temporary.resolve("run.log"));
    var full = new AtomicBoolean(true);
    try (var limited = RunLog.open(temporary, path -> new FillingDisk(path, full))) {
      var calls = new AtomicInteger();
      limited.afterEveryAppend(calls::incrementAndGet);
      assertThatThrownBy(() -> limited.append(List.of(Runs.server(Runs.step(1, 4.6)))))
          .isInstanceOf(GradlabException.LimitReached.class)
          .hasMessageContaining("run run-1: cannot write to " + temporary)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("free disk space");
      assertThat(temporary.resolve("run.log")).hasBinaryContent(before);
      assertThat(limited.view().lastSeq()).isEqualTo(1);
      assertThat(calls).hasValue(0);
      full.set(false);
      assertThat(limited.append(List.of(Runs.server(Runs.step(1, 4.6)))))
          .singleElement()
          .satisfies(e -> assertThat(e.seq()).isEqualTo(2));
      assertThat(Runs.read(limited, 1)).hasSize(2);
    }
  }

  /** Writes half, then has no space left, as long as the flag is set. */
  private static final class FillingDisk extends RandomAccessFile {
    private final AtomicBoolean full;

    FillingDisk(Path path, AtomicBoolean full) throws IOException {
      super(path.toFile(), "rw");
      this.full = full;
    }

    @Override
    public void write(byte[] b) throws IOException {
      if (full.get()) {
        super.write(b, 0, b.length / 2);
        throw new IOException("No space left on device");
      }
      super.write(b);
    }
  }

  @Test
  void cursorsBeginAnywhere() {
    var batch = new ArrayList<NewEvent>();
    for (int i = 1; i <= 1500; i++) {
      batch.add(Runs.server(new RunEvent.Noted(false, "x".repeat(i % 50))));
    }
    log.append(batch);
    for (long from : List.of(0L, 1L, 2L, 255L, 256L, 257L, 258L, 512L, 513L, 1499L, 1500L)) {
      assertThat(Runs.read(log, from))
          .first()
          .extracting(StoredEvent::seq)
          .isEqualTo(Math.max(1, from));
    }
    assertThat(Runs.read(log, 1501)).isEmpty();
    try (var ahead = log.cursor(1502)) {
      assertThat(ahead.next()).isEmpty();
      log.append(List.of(Runs.server(Runs.step(1, 1)), Runs.server(Runs.step(2, 1))));
      assertThat(ahead.next().orElseThrow().seq()).isEqualTo(1502);
    }
  }

  @Test
  void anEventLargerThanTheBufferIsRead() {
    var large = new RunEvent.Noted(true, "y".repeat(100_000));
    log.append(List.of(Runs.server(Runs.step(1, 1)), Runs.server(large)));
    log.append(List.of(Runs.server(Runs.step(2, 1))));
    assertThat(Runs.read(log, 1)).extracting(StoredEvent::event).contains(large).hasSize(3);
  }

  @Test
  void anInterruptedThreadNeitherLosesTheLogNorItsInterrupt() {
    Thread.currentThread().interrupt();
    log.append(List.of(Runs.server(Runs.step(1, 1))));
    assertThat(Runs.read(log, 1)).hasSize(1);
    assertThat(Thread.interrupted()).isTrue();
    log.append(List.of(Runs.server(Runs.step(2, 1))));
    assertThat(Runs.read(log, 1)).hasSize(2);
  }

  @Test
  void listenersHearOfAppendsUntilTheyLeave() throws Exception {
    var calls = new AtomicInteger();
    log.onAppend(
        () -> {
          throw new IllegalStateException("a listener that fails must not fail the others");
        });
    try (var registration = log.onAppend(calls::incrementAndGet)) {
      assertThat(registration).isNotNull();
      log.append(List.of(Runs.server(Runs.step(1, 1))));
      log.append(List.of());
      assertThat(calls).hasValue(1);
    }
    log.append(List.of(Runs.server(Runs.step(2, 1))));
    assertThat(calls).hasValue(1);
  }

  @Test
  void aClosedLogTakesNothingMore() {
    log.append(List.of(Runs.server(Runs.step(1, 1))));
    try (var cursor = log.cursor(1)) {
      log.close();
      assertThat(cursor.next()).isPresent();
    }
    assertThatThrownBy(() -> log.append(List.of(Runs.server(Runs.step(2, 1)))))
        .isInstanceOf(GradlabException.WrongState.class)
        .hasMessageContaining("run-1");
  }
}
