package gradlab.client.console;

import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C interrupts the command's thread, which ends its call, cleans up and says what goes on
 * without it; a second Ctrl-C ends the process at once.
 */
public final class Interrupts {
  private Interrupts() {}

  public static void forward(Thread command) {
    var pressed = new AtomicInteger();
    Runnable handler =
        () -> {
          if (pressed.incrementAndGet() == 1) {
            command.interrupt();
          } else {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
          }
        };
    Signals.register("INT", handler);
  }
}
