package gradlab.compute.onednn;

/** One operation of a network, being put together: first every node's forward half, in order. */
interface Node {
  void forward();

  /** In training only, in reverse order: takes its output's diff, gives its inputs'. */
  void backward();
}
