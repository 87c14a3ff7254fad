package gradlab.store;

import gradlab.domain.DeviceUse;
import gradlab.domain.GradlabException;
import gradlab.domain.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code spent.bin} in the state directory: what deleted runs had used. A run is counted here
 * before it is deleted; where a crash comes between the two it is still there, and its own log
 * counts. Thread-safe.
 */
final class Ledger {
  static final String FILE_NAME = "spent.bin";

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
    ByteBuffer whole =
        CheckedRecord.decode(bytes)
            .orElseThrow(
                () ->
                    new GradlabException.WrongState(
                        "%s, which holds what deleted runs have used, is damaged; restore it from a backup, or delete it to count them as nothing"
                            .formatted(file)));
    var record = gradlab.store.v1.Ledger.parseFrom(whole);
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
    DurableFiles.write(file, CheckedRecord.encode(record));
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
