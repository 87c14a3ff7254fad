package gradlab.compute;

/** Which compute path a network is to use. */
public enum PathChoice {
  /** The fastest that serves this network on this machine. */
  AUTO,
  /** ND4J's operations. */
  ND4J
}
