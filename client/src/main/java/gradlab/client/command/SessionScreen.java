package gradlab.client.command;

import gradlab.client.console.Console;
import gradlab.client.console.Screen;
import gradlab.client.demo.DemoScreen;
import gradlab.client.view.LineView;
import gradlab.client.view.ProgressView;
import gradlab.client.view.RunView;
import gradlab.client.view.SideBySide;
import gradlab.client.view.SideBySide.Titled;
import gradlab.client.view.StatusLine;
import gradlab.v1.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;

/** The demo on the session's console: on a terminal live, else a line per epoch. */
final class SessionScreen implements DemoScreen {
  private final Session session;
  private final Console console;
  private final Optional<Terminal> terminal;

  SessionScreen(Session session) {
    this.session = session;
    this.console = session.console();
    boolean live = console.animated() && !session.quiet();
    this.terminal = live ? Optional.of(Screen.open(console)) : Optional.empty();
  }

  @Override
  public void line(String text) {
    console.out().println(text);
  }

  @Override
  public void message(String text) {
    session.say(text);
  }

  @Override
  public RunView view(Run run) {
    String name = run.getConfig().getName();
    return terminal
        .<RunView>map(
            t ->
                new ProgressView(
                    name,
                    run,
                    new StatusLine(t, System::nanoTime),
                    session.glyphs(),
                    System::nanoTime))
        .orElseGet(() -> LineView.ofEpochs(name, console.out(), session::say));
  }

  @Override
  public void sideBySide(List<Titled> flows) {
    int width = terminal.map(t -> t.getSize().getColumns()).orElse(Screen.DEFAULT_WIDTH);
    new SideBySide(console.out(), session.glyphs(), width > 0 ? width : Screen.DEFAULT_WIDTH)
        .print(flows);
  }

  @Override
  public void close() {
    terminal.ifPresent(
        t -> {
          try {
            t.close();
          } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be restored", e);
          }
        });
  }
}
