package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.stress.fuzz.Mutations;
import gradlab.stress.fuzz.ReaderFuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a log's bytes: it opens with a part of what was written, or says why not. */
class RunLogFuzzTest {
  private static final ReaderFuzz FUZZ = new ReaderFuzz(20_260_101, 64 << 20);

  @TempDir Path temporary;
  private byte[] whole;
  private List<StoredEvent> written;

  @BeforeEach
  void write() throws IOException {
    try (var log = RunLog.create(temporary, RunId.of("run-1"), Runs.CONFIG, "r", Runs.T0)) {
      log.append(List.of(Runs.server(Runs.state(RunState.STARTING))));
      log.append(List.of(Runs.worker(1, 1, Runs.attempt(1)), Runs.worker(1, 2, Runs.step(1, 4.6))));
      log.append(List.of(Runs.worker(1, 3, Runs.flow(0, 1e-9, 1e-2))));
      log.append(
          List.of(Runs.worker(1, 4, Runs.epoch(0, 4)), Runs.worker(1, 5, Runs.checkpoint(0))));
      log.append(
          List.of(
              Runs.server(new RunEvent.Rewound(0)), Runs.server(new RunEvent.Noted(true, "x"))));
      written = Runs.read(log, 1);
    }
    whole = Files.readAllBytes(temporary.resolve("run.log"));
  }

  private List<StoredEvent> read(byte[] bytes) throws IOException {
    Files.write(temporary.resolve("run.log"), bytes);
    try (var log = RunLog.open(temporary)) {
      var events = Runs.read(log, 1);
      assertThat(log.view().lastSeq()).isEqualTo(events.size());
      return events;
    }
  }

  private boolean namesTheFile(Exception e) {
    return e instanceof CorruptLogException
        && e.getMessage().contains(temporary.resolve("run.log").toString());
  }

  @Test
  void damagedBytesNeverBecomeOtherEvents() {
    int refused =
        FUZZ.run(
            1_500,
            random -> Mutations.of(whole, random),
            bytes -> {
              var found = read(bytes);
              assertThat(found).hasSizeLessThanOrEqualTo(written.size());
              assertThat(written.subList(0, found.size())).isEqualTo(found);
            },
            this::namesTheFile);
    assertThat(refused).isBetween(200, 1_450); // both happened
  }

  /** As a newer version, or an enemy, could have written it: the checksums are right. */
  @Test
  void recordsOfAnyContentAreReadOrRefused() {
    int refused = FUZZ.run(1_500, this::otherRecord, this::read, this::namesTheFile);
    assertThat(refused).isBetween(200, 1_450);
  }

  private byte[] otherRecord(SplittableRandom random) {
    var payloads = new ArrayList<byte[]>();
    for (int at = Frames.HEADER_BYTES; at < whole.length; ) {
      int length = ByteBuffer.wrap(whole, at, 4).getInt();
      payloads.add(Arrays.copyOfRange(whole, at + 4, at + 4 + length));
      at += length + Frames.OVERHEAD_BYTES;
    }
    int victim = random.nextInt(payloads.size());
    payloads.set(victim, Mutations.of(payloads.get(victim), random));
    var log = ByteBuffer.allocate(whole.length + 10_000).put(Frames.header());
    for (byte[] payload : payloads) {
      int start = log.position();
      log.putInt(payload.length).put(payload);
      log.putInt(Frames.crc(log.array(), start, payload.length + 4));
    }
    return Arrays.copyOf(log.array(), log.position());
  }

  /** What the index holds is made again where it is damaged. */
  @Test
  void aDamagedRowIsNeverTaken() throws InvalidProtocolBufferException {
    var view = RunView.created(RunId.of("run-1"), Runs.CONFIG, "r", Runs.T0);
    byte[] row = ViewRecords.encode(view);
    assertThat(ViewRecords.decode(row)).isEqualTo(view);
    FUZZ.run(
        2_000,
        random -> Mutations.of(row, random),
        bytes -> assertThat(ViewRecords.decode(bytes)).isEqualTo(view),
        e -> e instanceof InvalidProtocolBufferException);
  }
}
