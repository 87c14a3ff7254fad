package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogRecoveryTest {
  @TempDir Path temporary;

  private static final RunId ID = RunId.of("run-1");

  @Test
  void everyCutOfTheLastRecordLosesOnlyThat() throws IOException {
    byte[] two = log(2);
    byte[] three = log(3);
    for (int length = two.length; length < three.length; length++) {
      var log = open(Arrays.copyOf(three, length));
      assertThat(log.view().lastSeq()).as("cut to %d bytes", length).isEqualTo(2);
      assertThat(log.recovery().isPresent()).isEqualTo(length > two.length);
      assertThat(Files.size(log.directory().resolve("run.log"))).isEqualTo(two.length);
    }
  }

  /** The last write holds several records of several kinds: its whole ones stay. */
  @Test
  void everyCutOfTheLastWriteIsCutBackToAWholeRecordAndSaidSo() throws IOException {
    byte[] one = log(1);
    Files.write(temporary.resolve("run.log"), one);
    var ends = new ArrayList<Integer>(List.of(one.length));
    try (var log = RunLog.open(temporary)) {
      log.append(
          List.of(
              Runs.worker(1, 1, Runs.attempt(1)),
              Runs.worker(1, 2, Runs.step(1, 4.6)),
              Runs.worker(1, 3, Runs.flow(0, 1e-9, 1e-2)),
              Runs.worker(1, 4, Runs.epoch(0, 4.5)),
              Runs.worker(1, 5, Runs.checkpoint(0))));
    }
    byte[] whole = Files.readAllBytes(temporary.resolve("run.log"));
    for (int at = one.length; at < whole.length; ) {
      at += ByteBuffer.wrap(whole, at, 4).getInt() + Frames.OVERHEAD_BYTES;
      ends.add(at);
    }
    assertThat(ends).hasSize(6).endsWith(whole.length);
    for (int length = one.length; length <= whole.length; length++) {
      int cut = length;
      int kept = ends.stream().filter(end -> end <= cut).max(Integer::compare).orElseThrow();
      var log = open(Arrays.copyOf(whole, length));
      assertThat(log.view().lastSeq()).as("cut to %d bytes", cut).isEqualTo(1 + ends.indexOf(kept));
      assertThat(Files.size(log.directory().resolve("run.log"))).isEqualTo(kept);
      if (kept == length) {
        assertThat(log.recovery()).isEmpty();
      } else {
        assertThat(log.recovery().orElseThrow())
            .contains(
                "cut %d bytes of an interrupted write at byte %d; the %d events before it are whole"
                    .formatted(length - kept, kept, 1 + ends.indexOf(kept)));
      }
    }
  }

  @Test
  void everyDamagedByteOfTheLastRecordLosesOnlyThat() throws IOException {
    byte[] two = log(2);
    byte[] three = log(3);
    for (int at = two.length; at < three.length; at++) {
      byte[] damaged = three.clone();
      damaged[at] ^= 0x41;
      assertThat(open(damaged).view().lastSeq()).as("byte %d", at).isEqualTo(2);
    }
  }

  @Test
  void everyDamagedByteBeforeALaterWriteIsRefusedAndNothingChanges() throws IOException {
    byte[] one = log(1);
    byte[] two = log(2);
    byte[] three = log(3);
    for (int at = one.length; at < two.length; at++) {
      byte[] damaged = three.clone();
      damaged[at] ^= 0x41;
      String where = "is damaged at byte " + one.length;
      assertThatThrownBy(() -> open(damaged))
          .as("byte %d", at)
          .isInstanceOf(CorruptLogException.class)
          .hasMessageContaining(where)
          .hasMessageContaining("valid records follow (event 3 at byte " + two.length);
      assertThat(temporary.resolve("run.log")).hasBinaryContent(damaged);
    }
  }

  /** The pages of one write may reach the disk in any order. */
  @Test
  void aHoleInTheLastWriteIsATornTail() throws IOException {
    byte[] one = log(1);
    Files.write(temporary.resolve("run.log"), one);
    try (var log = RunLog.open(temporary)) {
      log.append(List.of(Runs.server(note(2)), Runs.server(note(3)), Runs.server(note(4))));
    }
    byte[] four = Files.readAllBytes(temporary.resolve("run.log"));
    Arrays.fill(four, one.length, one.length + 20, (byte) 0);
    var log = open(four);
    assertThat(log.view().lastSeq()).isEqualTo(1);
    assertThat(log.recovery().orElseThrow())
        .contains("cut " + (four.length - one.length) + " bytes of an interrupted write")
        .contains("the 1 events before it are whole");
  }

  @Test
  void zerosAtTheEndAreATornTail() throws IOException {
    byte[] two = log(2);
    assertThat(open(Arrays.copyOf(two, two.length + 5000)).view().lastSeq()).isEqualTo(2);
  }

  @Test
  void everyDamagedByteOfTheBeginningIsRefused() throws IOException {
    byte[] one = log(1);
    int created = log(0).length;
    for (int at = 0; at < created; at++) {
      byte[] damaged = one.clone();
      damaged[at] ^= 0x41;
      assertThatThrownBy(() -> open(damaged)).isInstanceOf(CorruptLogException.class);
      assertThat(temporary.resolve("run.log")).hasBinaryContent(damaged);
    }
    assertThatThrownBy(() -> open(new byte[0])).isInstanceOf(CorruptLogException.class);
  }

  private RunLog open(byte[] content) throws IOException {
    Files.write(temporary.resolve("run.log"), content);
    return RunLog.open(temporary);
  }

  /** A log's bytes with so many events, one write each. */
  private byte[] log(int events) throws IOException {
    Files.deleteIfExists(temporary.resolve("run.log"));
    try (var log = RunLog.create(temporary, ID, Runs.CONFIG, "r", Runs.T0)) {
      for (int i = 1; i <= events; i++) {
        log.append(List.of(Runs.server(note(i))));
      }
    }
    return Files.readAllBytes(temporary.resolve("run.log"));
  }

  private static RunEvent note(int i) {
    return new RunEvent.Noted(false, "note " + i);
  }
}
