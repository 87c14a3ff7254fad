package gradlab.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a process that has ended but was not collected from a living one; Java does not. */
final class Zombie {
  private Zombie() {}

  /** Whether nothing of the process runs any more. */
  static boolean orGone(ProcessHandle process) {
    return !process.isAlive() || isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.isReadable(stat)) {
      return false; // no such system: what isAlive says counts
    }
    try {
      // "pid (name) state …"; the name may hold anything, also ')'
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      int state = text.lastIndexOf(')') + 2;
      return state < text.length() && (text.charAt(state) == 'Z' || text.charAt(state) == 'X');
    } catch (IOException e) {
      return true; // it went away between the two looks
    }
  }
}
