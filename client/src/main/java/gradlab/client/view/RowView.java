package gradlab.client.view;

import gradlab.client.output.OutputPrinter;
import gradlab.v1.RunEvent;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Each event as a row for programs. */
public final class RowView implements RunView {
  private final OutputPrinter<RunEvent> printer;
  private final PrintStream out;
  private final Consumer<String> messages;

  public RowView(OutputPrinter<RunEvent> printer, PrintStream out, Consumer<String> messages) {
    this.printer = printer;
    this.out = out;
    this.messages = messages;
  }

  @Override
  public void event(RunEvent event) {
    printer.row(event);
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
    printer.finish();
  }
}
