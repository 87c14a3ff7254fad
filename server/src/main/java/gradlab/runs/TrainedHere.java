package gradlab.runs;

import gradlab.domain.GradlabException.WrongState;
import gradlab.store.RunView;

/** What can only be done to a run that was trained here. */
public final class TrainedHere {
  private TrainedHere() {}

  /**
   * WrongState where the run is imported.
   *
   * @param what for example "to resume"
   */
  public static void check(RunView view, String what) {
    if (view.config().imported().isPresent()) {
      throw new WrongState(
          "run %s is imported: it has no checkpoints, so there is nothing %s"
              .formatted(view.id(), what));
    }
  }
}
