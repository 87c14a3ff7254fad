package gradlab.runs;

import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.RunEvent.Noted;
import gradlab.domain.RunEvent.Rewound;
import gradlab.store.CheckpointFiles;
import gradlab.store.RunView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a run goes on: the newest checkpoint that is whole.
 *
 * @param checkpoint empty: from the beginning
 * @param events what to put on record about it: damaged checkpoints, and the way back
 */
record Restart(Optional<CheckpointSaved> checkpoint, List<RunEvent> events) {

  /** From the newest that is not damaged. */
  static Restart newest(RunView view, CheckpointFiles files) {
    var events = new ArrayList<RunEvent>();
    Optional<CheckpointSaved> chosen = Optional.empty();
    var newestFirst =
        view.checkpoints().stream()
            .sorted(Comparator.comparingLong(CheckpointSaved::step).reversed())
            .toList();
    for (var candidate : newestFirst) {
      Optional<String> damage = files.damage(candidate);
      if (damage.isEmpty()) {
        chosen = Optional.of(candidate);
        break;
      }
      events.add(
          new Noted(
              true,
              "checkpoint %s cannot be used (%s): going back to the one before"
                  .formatted(candidate.name(), damage.get())));
    }
    events.add(new Rewound(chosen.map(CheckpointSaved::step).orElse(0L)));
    return new Restart(chosen, events);
  }

  /** From this one. */
  static Restart from(CheckpointSaved checkpoint) {
    return new Restart(Optional.of(checkpoint), List.of(new Rewound(checkpoint.step())));
  }

  /** Name of the checkpoint; empty: from scratch. */
  String name() {
    return checkpoint.map(CheckpointSaved::name).orElse("");
  }

  /** "the checkpoint after epoch 3". */
  String inWords() {
    return checkpoint
        .map(
            c ->
                c.endsEpoch()
                    ? "the checkpoint after epoch " + c.epoch()
                    : "the checkpoint in epoch %d, after step %,d".formatted(c.epoch(), c.step()))
        .orElse("the beginning: there is no checkpoint");
  }
}
