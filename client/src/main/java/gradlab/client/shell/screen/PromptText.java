package gradlab.client.shell.screen;

import gradlab.client.shell.known.ServerState;
import gradlab.client.shell.known.ServerState.Connected;
import gradlab.client.shell.known.ServerState.Connecting;
import gradlab.client.shell.known.ServerState.Lost;
import gradlab.client.shell.known.ServerState.Refused;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What stands before the line that is typed. */
// 127.0.0.1:50051 connected, 1 running>
public final class PromptText {
  private PromptText() {}

  /**
   * @param coloured whether the terminal shows colours
   */
  public static String of(String server, ServerState state, boolean coloured) {
    var text = new AttributedStringBuilder();
    text.styled(AttributedStyle.BOLD, server).append(" ");
    text.styled(style(state), words(state)).append("> ");
    return coloured ? text.toAnsi() : text.toString();
  }

  private static String words(ServerState state) {
    if (state instanceof Connected connected) {
      String queued = connected.queued() > 0 ? ", " + connected.queued() + " queued" : "";
      return "connected, " + connected.running() + " running" + queued;
    }
    if (state instanceof Lost) {
      return "reconnecting";
    }
    return state instanceof Refused ? "refused" : "connecting";
  }

  private static AttributedStyle style(ServerState state) {
    int colour = AttributedStyle.YELLOW;
    if (state instanceof Connected) {
      colour = AttributedStyle.GREEN;
    } else if (!(state instanceof Connecting)) {
      colour = AttributedStyle.RED;
    }
    return AttributedStyle.DEFAULT.foreground(colour);
  }
}
