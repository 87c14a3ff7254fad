package gradlab.client.console;

import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C interrupts the command's thread, which ends its call, cleans up and says what goes on
 * without it; a second Ctrl-C ends the process at once.
 */
public final class Interrupts {
  private static final AtomicInteger PRESSED = new AtomicInteger();

  private Interrupts() {}

  /** The command has dealt with it: the next Ctrl-C is a first one again. */
  public static void handled() {
    PRESSED.set(0);
  }

  public static void forward(Thread command) {
    Runnable handler =
        () -> {
          if (PRESSED.incrementAndGet() == 1) {
            command.interrupt();
          } else {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
          }
        };
    Signals.register("INT", handler);
  }
}
