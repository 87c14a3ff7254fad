package gradlab.domain;

/** Why a run changed its state, for programs; the reason beside it says it to people. */
public enum Cause {
  /** In logs of before it was recorded. */
  UNKNOWN,
  /** Somebody asked for it. */
  USER,
  /** The queue gave it a slot. */
  SLOT,
  /** What the worker said: attached, completed, failed. */
  WORKER,
  /** The worker process ended by itself, without a word. */
  CRASH,
  /** The worker did not answer any more. */
  HUNG,
  /** The server was shut down or restarted. */
  SERVER,
  /** The machine is being taken away. */
  PREEMPTION,
  /** A limit of time or money was reached. */
  BUDGET,
  /** The loss was not a finite number any more. */
  NOT_FINITE,
  /** The server's disk was full. */
  DISK_FULL
}
