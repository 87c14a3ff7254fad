package gradlab.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * When a process started, as a text that no other process of the same pid has. On Linux it is the
 * boot's id and the clock ticks since the boot: unlike the wall clock, which {@link
 * ProcessHandle.Info#startInstant} goes by, they do not jump.
 */
final class ProcessStart {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Of the fields behind the name: proc(5) counts it as the 22nd, the name is the 2nd. */
  private static final int START_TIME = 22 - 3;

  private ProcessStart() {}

  static String of(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      if (Files.isReadable(stat) && Files.isReadable(BOOT_ID)) {
        // "pid (name) state ..."; the name may hold anything, also ')'
        String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return Files.readString(BOOT_ID).strip() + " " + fields[START_TIME];
      }
    } catch (IOException e) {
      return ""; // it went away between the two looks
    }
    return process.info().startInstant().map(Object::toString).orElse("");
  }
}
