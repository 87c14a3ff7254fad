package gradlab.worker;

/** Who told the worker to checkpoint and end. */
enum StopReason {
  NOBODY,
  SERVER,
  /** The machine goes away, or somebody wants the process gone. */
  SIGTERM,
  /** There was no server for too long. */
  NO_SERVER
}
