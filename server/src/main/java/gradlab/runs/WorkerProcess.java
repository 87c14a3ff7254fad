package gradlab.runs;

import java.util.concurrent.CompletableFuture;

/** A worker process, ours or one that an earlier server started. */
public interface WorkerProcess {
  /** Completes when the process has ended; never exceptionally. */
  CompletableFuture<WorkerExit> onExit();

  /** Ends it at once (SIGKILL); does nothing when it has ended already. */
  void kill();
}
