package gradlab.runs;

import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunState;
import gradlab.store.CheckpointFiles;
import gradlab.store.RunView;
import java.util.List;

/** What a run refuses, and in which words. */
final class RunRules {
  private RunRules() {}

  static void checkResumable(RunView view, boolean fromAnEpoch) {
    TrainedHere.check(view, "to resume");
    switch (view.state()) {
      case STOPPED, FAILED, KILLED, PREEMPTED, PAUSED -> {}
      case COMPLETED -> {
        if (!fromAnEpoch) {
          throw new WrongState(
              "run %s has COMPLETED: there is nothing left to train; go back with --continue-from EPOCH, or give it more with --epochs"
                  .formatted(view.id()));
        }
      }
      case QUEUED, STARTING, RUNNING, STOPPING, PAUSING, LOST ->
          throw new WrongState(
              "run %s is %s: only a run that has ended can be resumed; stop it first"
                  .formatted(view.id(), view.state()));
    }
  }

  /**
   * @param epochs in all
   */
  static void checkExtendable(RunView view, int epochs) {
    if (!view.state().ended() && view.state() != RunState.PAUSED) {
      throw new WrongState(
          "run %s is %s: only a run that has ended can be given more epochs; stop it first"
              .formatted(view.id(), view.state()));
    }
    if (epochs <= view.config().training().epochs()) {
      throw new InvalidRequest(
          List.of(
              new FieldViolation(
                  "epochs",
                  "is %d, and run %s was to train %d: more are needed to go on"
                      .formatted(epochs, view.id(), view.config().training().epochs()))));
    }
  }

  /** The checkpoint at the end of an epoch (0-based). */
  static CheckpointSaved endOf(RunView view, int epoch) {
    return Checkpoints.endOf(view, epoch)
        .orElseThrow(
            () ->
                new NotFound(
                    "run %s has no checkpoint of epoch %d; there is one of each of these epochs: %s"
                        .formatted(view.id(), epoch, Checkpoints.epochs(view))));
  }

  /** The checkpoint a fork goes on from. */
  static CheckpointSaved forkPoint(RunView view, java.util.OptionalInt epoch) {
    TrainedHere.check(view, "to fork");
    return epoch.isPresent()
        ? endOf(view, epoch.getAsInt())
        : Checkpoints.newestEnd(view)
            .orElseThrow(
                () ->
                    new WrongState(
                        "run %s has finished no epoch yet: there is no checkpoint to fork from"
                            .formatted(view.id())));
  }

  static void checkUndamaged(RunView view, CheckpointSaved checkpoint, CheckpointFiles files) {
    files
        .damage(checkpoint)
        .ifPresent(
            damage -> {
              throw new WrongState(
                  "checkpoint %s of run %s cannot be used: %s; choose another epoch, of these: %s"
                      .formatted(checkpoint.name(), view.id(), damage, Checkpoints.epochs(view)));
            });
  }

  /** The best epoch's checkpoint. */
  static CheckpointSaved toEvaluate(RunView view) {
    TrainedHere.check(view, "to evaluate");
    if (!view.state().ended()) {
      throw new WrongState(
          "run %s is %s: wait until it has ended, or stop it, then evaluate it"
              .formatted(view.id(), view.state()));
    }
    return Checkpoints.best(view)
        .orElseThrow(
            () ->
                new WrongState(
                    "run %s has no checkpoint of its best epoch: it needs at least one finished epoch"
                        .formatted(view.id())));
  }

  static void checkDeletable(RunView view) {
    if (!view.state().ended()) {
      throw new WrongState(
          "run %s is %s: stop or kill it before you delete it".formatted(view.id(), view.state()));
    }
  }

  static void checkPausable(RunView view) {
    if (view.state() == RunState.STOPPING) {
      throw new WrongState(
          "run %s is being stopped: it can be resumed as a paused one can".formatted(view.id()));
    }
  }

  static WrongState nothingTo(String verb, RunView view) {
    TrainedHere.check(view, "to " + verb);
    return new WrongState(
        "run %s has ended already (%s): there is nothing to %s"
            .formatted(view.id(), view.state(), verb));
  }
}
