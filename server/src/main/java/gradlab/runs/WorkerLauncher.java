package gradlab.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Starts worker processes, and finds again those that an earlier server started. */
public interface WorkerLauncher {
  /**
   * Starts the worker of the run in {@code runDirectory}; the connection file lies there already.
   *
   * @throws IOException when it cannot be started; nothing is left behind then
   */
  WorkerProcess launch(Path runDirectory) throws IOException;

  /** The run's worker, if it still lives. */
  Optional<WorkerProcess> find(Path runDirectory) throws IOException;

  /** The last lines the worker wrote, for a failure's reason; empty when there are none. */
  String lastOutput(Path runDirectory);
}
