package gradlab.client.shell.screen;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A line with a faint hint behind it. JLine's own hints take the choices of TAB away as soon as
 * something else draws the line anew, and move the text to where they believe it belongs.
 */
public final class HintingReader extends LineReaderImpl {
  private final UnaryOperator<String> hint;

  /**
   * @param hint what is shown behind a line; may be empty
   */
  public HintingReader(
      Terminal terminal, Map<String, Object> variables, UnaryOperator<String> hint) {
    super(terminal, "gradlab", variables);
    this.hint = hint;
  }

  @Override
  public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
    var choices = post;
    AttributedStringBuilder shown = new AttributedStringBuilder();
    try {
      post = null; // the hint belongs before them
      shown.append(super.getDisplayedBufferWithPrompts(secondaryPrompts));
    } finally {
      post = choices;
    }
    boolean typing = state == State.NORMAL && searchTerm == null && buf.cursor() == buf.length();
    if (typing) {
      shown.styled(AttributedStyle.DEFAULT.faint(), hint.apply(buf.toString()));
    }
    if (choices != null) {
      shown.append("\n").append(choices.get());
    }
    return shown.toAttributedString();
  }
}
