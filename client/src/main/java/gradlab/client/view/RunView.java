package gradlab.client.view;

import gradlab.client.connection.RunListener;

/** Shows a run while it is followed. */
public interface RunView extends RunListener, AutoCloseable {
  /** A message beside the data: the server is lost, the server is back. */
  void message(String text);

  /** Makes room for a question below the data; what comes next draws again. */
  default void standAside() {}

  /** Leaves the terminal as it was. */
  @Override
  void close();
}
