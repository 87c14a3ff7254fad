package gradlab.client.demo;

import gradlab.client.view.RunView;
import gradlab.client.view.SideBySide.Titled;
import gradlab.v1.Run;
import java.util.List;

/** Where the demo shows things. */
public interface DemoScreen extends AutoCloseable {
  /** A line that belongs to the result. */
  void line(String text);

  /** A message beside the result. */
  void message(String text);

  /** For one run; the demo closes it. */
  RunView view(Run run);

  /** Gradient flows on one axis. */
  void sideBySide(List<Titled> flows);

  /** Leaves the terminal as it was. */
  @Override
  void close();
}
