package gradlab.client.shell.script;

import java.util.OptionalInt;

/** What commands such as `exit` and `set` change about how lines are done. One thread. */
public final class Control {
  private boolean stopsAtFailure;
  private OptionalInt exit = OptionalInt.empty();
  private int depth;

  public Control(boolean stopsAtFailure) {
    this.stopsAtFailure = stopsAtFailure;
  }

  /** Whether a script ends at its first command that fails. */
  public boolean stopsAtFailure() {
    return stopsAtFailure;
  }

  public void stopAtFailure(boolean stop) {
    stopsAtFailure = stop;
  }

  /** Present when the shell is to be left. */
  public OptionalInt exit() {
    return exit;
  }

  public void exit(int code) {
    exit = OptionalInt.of(code);
  }

  int enter() {
    return ++depth;
  }

  void leave() {
    depth--;
  }
}
