package gradlab.stress.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Damages a file's bytes again and again and lets a reader have them: it takes them for what they
 * are or says what is wrong, soon and in little memory. The same seed does the same damage.
 */
public final class ReaderFuzz {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long seed;
  private final long mostBytes;

  /**
   * @param mostBytes that one reading may allocate
   */
  public ReaderFuzz(long seed, long mostBytes) {
    this.seed = seed;
    this.mostBytes = mostBytes;
  }

  /** Reads a file; what it throws must be a documented refusal. */
  public interface Reader {
    void read(byte[] file) throws Exception;
  }

  /** Whether it is one of the exceptions that the reader documents. */
  public interface Documented {
    boolean is(Exception e);
  }

  /** Makes a damaged file. */
  public interface Damage {
    byte[] of(SplittableRandom random);
  }

  /**
   * @return how many of the tries were refused
   * @throws AssertionError names seed and try
   */
  public int run(int tries, Damage damage, Reader reader, Documented documented) {
    int refused = 0;
    for (int i = 0; i < tries; i++) {
      byte[] file = damage.of(new SplittableRandom(seed * 1_000_003 + i));
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long started = System.nanoTime();
      try {
        reader.read(file);
      } catch (Exception e) {
        if (!documented.is(e)) {
          throw failed(i, "undocumented: " + e, e);
        }
        refused++;
      } catch (Error e) { // also an assertion of the reader's own
        throw failed(i, e.toString(), e);
      }
      if (System.nanoTime() - started > LONGEST.toNanos()) {
        throw failed(i, "took longer than " + LONGEST, null);
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      if (allocated > mostBytes) {
        throw failed(i, "allocated %,d bytes for %,d".formatted(allocated, file.length), null);
      }
    }
    return refused;
  }

  private AssertionError failed(int i, String what, Throwable cause) {
    return new AssertionError("seed %d, try %d: %s".formatted(seed, i, what), cause);
  }
}
