package gradlab.client.view;

import gradlab.client.listing.EventText;
import gradlab.v1.RunEvent;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** A line for each event, for a log file or a terminal without cursor. */
public final class LineView implements RunView {
  private final PrintStream out;
  private final Consumer<String> messages;
  private final Predicate<RunEvent> shown;
  private final Function<RunEvent, String> line;

  private LineView(
      PrintStream out,
      Consumer<String> messages,
      Predicate<RunEvent> shown,
      Function<RunEvent, String> line) {
    this.out = out;
    this.messages = messages;
    this.shown = shown;
    this.line = line;
  }

  public static LineView ofAll(PrintStream out, Consumer<String> messages) {
    return new LineView(out, messages, event -> true, EventText::line);
  }

  /** Finished epochs and what is worth knowing beside them, with the run's name before each. */
  public static LineView ofEpochs(String name, PrintStream out, Consumer<String> messages) {
    return new LineView(
        out, messages, LineView::landmark, event -> name + "  " + EventText.words(event));
  }

  /** Whether the event is worth a line of its own beside a progress bar. */
  public static boolean landmark(RunEvent event) {
    return switch (event.getKindCase()) {
      case STATE_CHANGED, ATTEMPT_STARTED, EPOCH, TEST, REWOUND, NOTE -> true;
      case STEP, GRADIENT_FLOW, CHECKPOINT, CHECKPOINTS_REMOVED, KIND_NOT_SET -> false;
    };
  }

  @Override
  public void event(RunEvent event) {
    if (shown.test(event)) {
      out.println(line.apply(event));
    }
  }

  @Override
  public boolean interested() {
    return !out.checkError(); // the reader of the pipe has gone
  }

  @Override
  public void message(String text) {
    messages.accept(text);
  }

  @Override
  public void close() {
    out.flush();
  }
}
