package gradlab.runs;

import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.store.RunView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which of a run's checkpoints is wanted. */
public final class Checkpoints {
  private static final Comparator<CheckpointSaved> BY_STEP =
      Comparator.comparingLong(CheckpointSaved::step);

  /** The newest, and one to fall back to where it is damaged. */
  private static final int NEWEST_KEPT = 2;

  private Checkpoints() {}

  /** Where a resume goes on. */
  public static Optional<CheckpointSaved> newest(RunView view) {
    return view.checkpoints().stream().max(BY_STEP);
  }

  /** That of the best epoch by validation accuracy: what an evaluation looks at. */
  public static Optional<CheckpointSaved> best(RunView view) {
    return view.lastEpoch().flatMap(last -> endOf(view, last.bestEpoch()));
  }

  /** The one at an epoch's end (0-based), where the epoch is over in it. */
  static Optional<CheckpointSaved> endOf(RunView view, int epoch) {
    return view.checkpoints().stream()
        .filter(c -> c.epoch() == epoch && c.endsEpoch())
        .max(BY_STEP);
  }

  /** The newest of those at an epoch's end. */
  static Optional<CheckpointSaved> newestEnd(RunView view) {
    return view.checkpoints().stream().filter(CheckpointSaved::endsEpoch).max(BY_STEP);
  }

  /** The epochs whose ends can be gone back to, for people: "0, 9, 19". */
  static String epochs(RunView view) {
    var epochs =
        view.checkpoints().stream()
            .filter(CheckpointSaved::endsEpoch)
            .map(CheckpointSaved::epoch)
            .collect(Collectors.toCollection(TreeSet::new));
    return epochs.isEmpty()
        ? "none"
        : epochs.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * Names of those that the run's policy does not keep. A checkpoint that is kept keeps the one of
   * the epoch that was the best in it: whoever goes back to it may still need that.
   */
  static List<String> superfluous(RunView view) {
    int every = view.config().policy().keepEveryEpochs();
    var all = view.checkpoints().stream().sorted(BY_STEP.reversed()).toList();
    var kept = all.stream().limit(NEWEST_KEPT).collect(Collectors.toSet());
    best(view).ifPresent(kept::add);
    all.stream()
        .filter(c -> c.endsEpoch() && every > 0 && (c.epoch() + 1) % every == 0)
        .forEach(kept::add);
    var bestOfKept = kept.stream().map(CheckpointSaved::bestEpoch).collect(Collectors.toSet());
    return all.stream()
        .filter(c -> !kept.contains(c))
        .filter(c -> !(c.endsEpoch() && bestOfKept.contains(c.epoch())))
        .map(CheckpointSaved::name)
        .toList();
  }
}
