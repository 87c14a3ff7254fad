package gradlab.stress;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code gradlab stress readers [SECONDS] [READERS]}: a real server and worker train VGG_08 on the
 * bundled sample while 200 clients follow the run, a tenth of which read nothing. Prints the
 * server's memory and what its CPU time is of the worker's; exit 1 where a promise does not hold.
 */
public final class ReadersStress {
  private static final long HEAP_BYTES = 512L << 20;

  private ReadersStress() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    int readers = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    Path state = Files.createTempDirectory("gradlab-stress");
    boolean holds;
    try (var server =
        StressServer.withFlags(
            state,
            "-XX:TieredStopAtLevel=1", // as the launcher script starts it
            // the whole heap resident from the start, so that what grows is outside it
            "-Xmx512m",
            "-Xms512m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC")) {
      holds = print(ReadersTrial.run(server, readers, seconds));
    }
    System.exit(holds ? 0 : 1);
  }

  private static boolean print(ReadersTrial trial) {
    System.out.printf(
        "readers %d, of which %d read nothing; %d s; events delivered %d%n",
        trial.readers(), trial.stalled(), trial.seconds(), trial.events());
    System.out.printf("readers that missed an event or had one twice: %d%n", trial.wrong());
    System.out.printf(
        "server heap after collection: %s, then %s%n",
        mb(trial.before().heapBytes()), mb(trial.after().heapBytes()));
    System.out.printf(
        "server memory outside heap:   %s, then %s%n",
        mb(trial.before().residentBytes() - HEAP_BYTES),
        mb(trial.after().residentBytes() - HEAP_BYTES));
    System.out.printf("server CPU time: %.2f %% of the worker's%n", 100 * trial.cpuShare());
    boolean holds =
        trial.everyEventOnce() && trial.heapStays() && trial.residentStays() && trial.cpuStays();
    System.out.println(holds ? "holds" : "DOES NOT HOLD");
    return holds;
  }

  private static String mb(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }
}
