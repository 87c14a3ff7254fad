package gradlab.client.shell.known;

import gradlab.client.connection.RunStates;
import gradlab.client.output.Display;
import gradlab.v1.Run;
import gradlab.v1.RunState;
import java.util.Map;

/**
 * What completion needs of a run; a whole one is a hundred times as large.
 *
 * @param epochs of all; 0: not known, of an imported run
 */
public record KnownRun(
    String id, String name, RunState state, int epochsDone, int epochs, Map<String, String> tags) {
  static KnownRun of(Run run) {
    return new KnownRun(
        run.getRunId(),
        Display.oneLine(run.getConfig().getName()),
        run.getState(),
        run.hasLastEpoch() ? run.getLastEpoch().getEpoch() + 1 : 0,
        run.getConfig().getTraining().getEpochs(),
        Map.copyOf(run.getConfig().getTagsMap()));
  }

  public boolean ended() {
    return RunStates.ended(state);
  }

  /** For example {@code VGG_08-s0 RUNNING 3/8}. */
  public String description() {
    String all = epochs > 0 ? "/" + epochs : "";
    return "%s  %s  %d%s".formatted(name, RunStates.name(state), epochsDone, all);
  }
}
