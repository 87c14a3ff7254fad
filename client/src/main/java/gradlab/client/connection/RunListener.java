package gradlab.client.connection;

import gradlab.v1.RunEvent;

/** Is told what happens in a run, on the thread that follows it. */
public interface RunListener {
  void event(RunEvent event);

  /** Called a few times a second while nothing else happens, for views that show the time. */
  default void idle() {}

  /** False as soon as nobody needs the events any more: following ends then. */
  default boolean interested() {
    return true;
  }
}
