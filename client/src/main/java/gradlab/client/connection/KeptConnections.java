package gradlab.client.connection;

import gradlab.client.trust.Login;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Connections that outlive the commands of a shell: one for each server and login. Thread-safe:
 * background jobs share them.
 */
public final class KeptConnections implements Connections, AutoCloseable {
  private record Way(Address address, Login login) {}

  private final Map<Way, Connection> open = new LinkedHashMap<>();

  private boolean closed;

  @Override
  public synchronized Connection to(Address address, Login login) {
    if (closed) { // somebody in the background comes late: no call of his gets through
      var none = new Connection(address, login);
      none.close();
      return none;
    }
    return open.computeIfAbsent(new Way(address, login), w -> new Connection(address, login));
  }

  /** It stays for the next one. */
  @Override
  public void done(Connection connection) {}

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(Connection::close);
    open.clear();
  }
}
