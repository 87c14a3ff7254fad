package gradlab.client.demo;

import gradlab.client.view.RunView;
import gradlab.v1.GradientFlow;
import gradlab.v1.Run;

/** Where the demo shows things. */
public interface DemoScreen extends AutoCloseable {
  /** A line that belongs to the result. */
  void line(String text);

  /** A message beside the result. */
  void message(String text);

  /** For one run; the demo closes it. */
  RunView view(Run run);

  void sideBySide(String leftTitle, GradientFlow left, String rightTitle, GradientFlow right);

  /** Leaves the terminal as it was. */
  @Override
  void close();
}
