package gradlab.bench.child;

/** Starts the processes that are measured. */
public interface Children {
  /** A worker as the server starts it. */
  Child ours();

  Child peer(PeerSetting setting);
}
