package gradlab.client.watch;

import gradlab.v1.Run;

/** What a key asks for beyond another view of the same run. */
sealed interface Wish {
  record Nothing() implements Wish {}

  record Leave(boolean interrupted) implements Wish {}

  record Redraw() implements Wish {}

  record ListRuns() implements Wish {}

  record Choose(Run run) implements Wish {}

  /**
   * @param places 1: the next older run, -1: the next newer one
   */
  record Neighbour(int places) implements Wish {}
}
