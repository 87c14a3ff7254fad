package gradlab.client.shell.known;

/** What the prompt says about the server. */
public sealed interface ServerState {
  /** Before the first answer. */
  record Connecting() implements ServerState {}

  /**
   * @param running runs that train
   * @param queued runs that wait
   * @param priced whether the server has a price for its time
   */
  record Connected(int running, int queued, boolean priced) implements ServerState {}

  /** It is looked for. */
  record Lost() implements ServerState {}

  /** It is there and does not let us in. */
  record Refused() implements ServerState {}
}
