package gradlab.runs;

import java.util.List;

/**
 * One connection from a worker, as the run's owner sees it. Only the owner calls it, so an
 * implementation needs no lock towards the wire. A call on a broken connection does nothing.
 */
public interface WorkerLink {
  void assign(Assignment assignment);

  /** Everything up to {@code workerSeq} is on disk. */
  void acknowledge(long workerSeq);

  /** Checkpoint, then end. */
  void stop();

  /** What has arrived since the last call, in order; lets the worker send as much again. */
  List<WorkerReport> take();

  /** {@link System#nanoTime} of the last message of any kind. */
  long heardNanos();

  /** Nothing more is wanted from this worker. */
  void end();

  /** Ends the connection with an error; the worker may attach again. */
  void fail(RuntimeException error);
}
