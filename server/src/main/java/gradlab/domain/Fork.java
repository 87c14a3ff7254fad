package gradlab.domain;

import gradlab.domain.RunEvent.CheckpointSaved;
import java.util.List;

/**
 * Where a forked run branched off.
 *
 * @param checkpoints of the parent's, which the run has as well: first the one it goes on from, at
 *     an epoch's end, then, where it is another, that of the best epoch until then
 */
public record Fork(RunId parent, List<CheckpointSaved> checkpoints) {
  public Fork {
    checkpoints = List.copyOf(checkpoints);
    if (checkpoints.isEmpty()) {
      throw new IllegalArgumentException("a fork without a checkpoint");
    }
  }

  public CheckpointSaved from() {
    return checkpoints.get(0);
  }
}
