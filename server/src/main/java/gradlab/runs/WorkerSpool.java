package gradlab.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a worker put on its own disk while it had no server. */
public interface WorkerSpool {
  /**
   * Everything whole in the spool of the run's attempt, in order; empty where there is none. A torn
   * end is left out.
   */
  List<WorkerReport> read(Path runDirectory, int attempt) throws IOException;

  /** After its reports are on record. */
  void delete(Path runDirectory) throws IOException;
}
