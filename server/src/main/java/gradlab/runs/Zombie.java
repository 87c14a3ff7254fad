package gradlab.runs;

/** Tells a process that has ended but was not collected from a living one; Java does not. */
final class Zombie {
  private Zombie() {}

  /** Whether nothing of the process runs any more. */
  static boolean orGone(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    // without /proc, what isAlive says counts
    return ProcStat.available()
        && ProcStat.of(process.pid()).map(s -> s.state() == 'Z' || s.state() == 'X').orElse(true);
  }
}
