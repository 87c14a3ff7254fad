package gradlab.runs;

import gradlab.domain.RunEvent.StateChanged;

/** What a worker is to do in one attempt. */
public sealed interface Work {
  /** Names the attempt: 1 for the run's first, then one more for every resume or evaluation. */
  int attempt();

  /** Name of the checkpoint to go on from or to evaluate; empty: from scratch. */
  String checkpoint();

  /** Train to the end, or until stopped. */
  record Train(int attempt, String checkpoint) implements Work {}

  /**
   * Evaluate the test split.
   *
   * @param before state of the run, and its reason, to which it returns afterwards
   */
  record Evaluate(int attempt, String checkpoint, StateChanged before) implements Work {}
}
