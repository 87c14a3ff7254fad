package gradlab.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux says about a process in /proc/PID/stat, see proc(5).
 *
 * @param state for example R, S or Z
 * @param startTicks clock ticks from the boot to the process's start
 */
record ProcStat(char state, String startTicks) {
  /** The fields are counted from 1; "pid (name) state" are the first three. */
  private static final int STATE = 3;

  private static final int START_TIME = 22;

  /** Empty where there is no such process, or no /proc. */
  static Optional<ProcStat> of(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.isReadable(stat)) {
      return Optional.empty();
    }
    try {
      // the name may hold anything, also ')' and spaces
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Optional.of(new ProcStat(fields[0].charAt(0), fields[START_TIME - STATE]));
    } catch (IOException e) {
      return Optional.empty(); // it went away between the two looks
    }
  }

  /** Whether Linux says something at all. */
  static boolean available() {
    return Files.isReadable(Path.of("/proc/self/stat"));
  }
}
