package gradlab.client.watch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.watch.grid.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class FullScreenTest {
  private static final String ENTERED = "\u001b[?1049h";
  private static final String LEFT = "\u001b[?1049l";
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @Test
  void leavesTheTerminalAsItWas() throws Exception {
    try (var terminal = terminal("xterm")) {
      var before = terminal.getAttributes().toString();
      var screen = FullScreen.enter(terminal);
      assertThat(sent()).contains(ENTERED, "\u001b[?25l");
      assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
      assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ISIG)).isFalse();
      screen.close();
      assertThat(terminal.getAttributes().toString()).isEqualTo(before);
      assertThat(sent()).contains(LEFT, "\u001b[?25h");
      int length = sent.size();
      screen.draw(screen.grid());
      screen.prepare();
      screen.close();
      assertThat(sent.size()).as("nothing after it was closed").isEqualTo(length);
    }
  }

  @Test
  void aSecondFrameSendsWhatHasChanged() throws Exception {
    try (var terminal = terminal("xterm");
        var screen = FullScreen.enter(terminal)) {
      var first = screen.grid();
      first.area().put(0, 0, "loss 4.60", Style.PLAIN);
      screen.draw(first);
      sent.reset();
      var second = screen.grid();
      second.area().put(0, 0, "loss 4.59", Style.PLAIN);
      screen.draw(second);
      assertThat(sent()).isEqualTo("\u001b[1;8H59");
    }
  }

  @Test
  void anotherSizeIsDrawnWhole() throws Exception {
    try (var terminal = terminal("xterm");
        var screen = FullScreen.enter(terminal)) {
      screen.draw(screen.grid());
      terminal.setSize(Size.of(100, 30));
      screen.resized();
      var grid = screen.grid();
      assertThat(grid.rows()).isEqualTo(30);
      assertThat(grid.columns()).isEqualTo(100);
      sent.reset();
      screen.draw(grid);
      assertThat(sent()).contains("\u001b[H\u001b[2J");
    }
  }

  @Test
  void restoresTheTerminalOnAnInterruptedThread() throws Exception {
    try (var terminal = terminal("xterm")) {
      var screen = FullScreen.enter(terminal);
      Thread.currentThread().interrupt();
      screen.close();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(sent()).contains(LEFT);
    }
  }

  @Test
  void aTerminalWithoutCursorCannot() throws Exception {
    try (var dumb = terminal("dumb");
        var xterm = terminal("xterm")) {
      assertThat(FullScreen.possible(dumb)).isFalse();
      assertThat(FullScreen.possible(xterm)).isTrue();
    }
  }

  private Terminal terminal(String type) throws Exception {
    var terminal =
        new DumbTerminal(
            "test", type, new ByteArrayInputStream(new byte[0]), sent, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(80, 24));
    return terminal;
  }

  private String sent() {
    return sent.toString(StandardCharsets.UTF_8);
  }
}
