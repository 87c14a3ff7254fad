package gradlab.client.connection;

/** How a connection is at the moment. */
public enum Link {
  CONNECTING,
  CONNECTED,
  /** Away, or never there; it is looked for. */
  LOST
}
