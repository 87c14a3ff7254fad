package gradlab.runs;

import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.store.RunView;
import java.util.Comparator;
import java.util.Optional;

/** Which of a run's checkpoints is wanted. */
public final class Checkpoints {
  private Checkpoints() {}

  /** Where a resume goes on. */
  public static Optional<CheckpointSaved> newest(RunView view) {
    return view.checkpoints().stream().max(Comparator.comparingLong(CheckpointSaved::step));
  }

  /** That of the best epoch by validation accuracy: what an evaluation looks at. */
  public static Optional<CheckpointSaved> best(RunView view) {
    return view.lastEpoch()
        .flatMap(
            last ->
                view.checkpoints().stream()
                    .filter(c -> c.epoch() == last.bestEpoch())
                    .max(Comparator.comparingLong(CheckpointSaved::step)));
  }
}
