package gradlab.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * When a process started, as a text that no other process of the same pid has. On Linux it is the
 * boot's id and the clock ticks since the boot: unlike the wall clock, which {@link
 * ProcessHandle.Info#startInstant} goes by, they do not jump.
 */
final class ProcessStart {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private ProcessStart() {}

  static String of(ProcessHandle process) {
    if (!ProcStat.available() || !Files.isReadable(BOOT_ID)) {
      return process.info().startInstant().map(Object::toString).orElse("");
    }
    try {
      String boot = Files.readString(BOOT_ID).strip();
      return ProcStat.of(process.pid()).map(s -> boot + " " + s.startTicks()).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BOOT_ID, e);
    }
  }
}
