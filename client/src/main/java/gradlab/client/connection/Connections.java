package gradlab.client.connection;

import gradlab.client.trust.Login;

/** Where commands get their connections from. */
public interface Connections {
  /** One for each command, closed with it. */
  Connections ONE_SHOT =
      new Connections() {
        @Override
        public Connection to(Address address, Login login) {
          return new Connection(address, login);
        }

        @Override
        public void done(Connection connection) {
          connection.close();
        }
      };

  Connection to(Address address, Login login);

  /** The command that asked for it has ended. */
  void done(Connection connection);
}
