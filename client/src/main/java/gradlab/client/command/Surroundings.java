package gradlab.client.command;

import gradlab.client.connection.Connections;
import gradlab.v1.Run;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is around a command: nothing when it has a process to itself, in the shell what outlives it.
 *
 * @param defaults what is else in the shell where an option is not given
 * @param background whether others use the screen meanwhile: only landmarks of a run are shown
 * @param touched told each run that is started or followed
 */
record Surroundings(
    Connections connections,
    Optional<ShellDefaults> defaults,
    boolean background,
    Consumer<Run> touched) {
  static final Surroundings NONE =
      new Surroundings(Connections.ONE_SHOT, Optional.empty(), false, run -> {});
}
