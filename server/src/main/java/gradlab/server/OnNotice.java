package gradlab.server;

import gradlab.cost.GceNotice;
import gradlab.domain.Cause;
import gradlab.runs.RunManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server does when it hears that its machine goes away. */
final class OnNotice implements GceNotice.Listener {
  private static final Logger LOGGER = LoggerFactory.getLogger(OnNotice.class);

  private final RunManager runs;
  private final Runnable end;

  /**
   * @param end makes the server end, when all is saved
   */
  OnNotice(RunManager runs, Runnable end) {
    this.runs = runs;
    this.end = end;
  }

  @Override
  public void preempted() {
    LOGGER.warn("preemption notice: every run is interrupted with a checkpoint");
    try {
      runs.preemptAll(
          Cause.PREEMPTION, "the machine is taken away; goes on at the server's next start");
    } finally {
      end.run();
    }
  }

  /**
   * There is up to an hour left, which is paid for: the runs go on until the shutdown's SIGTERM.
   */
  @Override
  public void maintenance() {
    LOGGER.warn("the machine will be shut down for maintenance within the hour");
    for (var run : runs.atWork()) {
      runs.note(
          run.id(),
          true,
          "the machine will be shut down for maintenance within the hour; the run is interrupted with a checkpoint then");
    }
  }
}
