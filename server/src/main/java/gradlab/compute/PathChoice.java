package gradlab.compute;

/** Which compute path a network is to use. */
public enum PathChoice {
  /** The fastest that serves this network on this machine. */
  AUTO,
  /** oneDNN itself: CPUs that its library exists for, float32. */
  ONEDNN,
  /** ND4J's operations: everything. */
  ND4J
}
