package gradlab.store;

import gradlab.domain.DeviceUse;
import gradlab.domain.GradlabException;
import gradlab.domain.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code spent.bin} in the state directory: what deleted runs had used. A run is counted here
 * before it is deleted; where a crash comes between the two it is still there, and its own log
 * counts. Thread-safe.
 */
final class Ledger {
  static final String FILE_NAME = "spent.bin";
  private static final int CRC_BYTES = 4;

  private final Path file;
  private final RunDirectories directories;
  private DeviceUse deleted;
  private String lastRun = "";
  private DeviceUse last = DeviceUse.NONE;

  private Ledger(Path file, RunDirectories directories) {
    this.file = file;
    this.directories = directories;
    this.deleted = DeviceUse.NONE;
  }

  /** WrongState where the file is damaged: nothing is forgotten without a word. */
  static Ledger open(Path stateDirectory, RunDirectories directories) throws IOException {
    var ledger = new Ledger(stateDirectory.resolve(FILE_NAME), directories);
    if (Files.exists(ledger.file)) {
      ledger.read(Files.readAllBytes(ledger.file));
    }
    return ledger;
  }

  private void read(byte[] bytes) throws IOException {
    int length = bytes.length - CRC_BYTES;
    if (length < 0 || ByteBuffer.wrap(bytes).getInt(length) != Frames.crc(bytes, 0, length)) {
      throw new GradlabException.WrongState(
          "%s, which holds what deleted runs have used, is damaged; restore it from a backup, or delete it to count them as nothing"
              .formatted(file));
    }
    var record = gradlab.store.v1.Ledger.parseFrom(Arrays.copyOf(bytes, length));
    deleted = SpendingRecords.of(record.getDeleted());
    lastRun = record.getLastRunId();
    last = SpendingRecords.of(record.getLast());
  }

  /** To be called before the run is deleted; durable when it returns. */
  synchronized void deleting(RunId id, DeviceUse use) throws IOException {
    var before = total();
    byte[] record =
        gradlab.store.v1.Ledger.newBuilder()
            .setDeleted(SpendingRecords.of(before))
            .setLastRunId(id.value())
            .setLast(SpendingRecords.of(use))
            .build()
            .toByteArray();
    var bytes = Arrays.copyOf(record, record.length + CRC_BYTES);
    ByteBuffer.wrap(bytes).putInt(record.length, Frames.crc(record, 0, record.length));
    DurableFiles.write(file, bytes);
    deleted = before;
    lastRun = id.value();
    last = use;
  }

  /** Of all runs that are not there any more. */
  synchronized DeviceUse total() {
    boolean stillThere = !lastRun.isEmpty() && directories.holds(RunId.of(lastRun));
    return stillThere ? deleted : deleted.plus(last);
  }
}
