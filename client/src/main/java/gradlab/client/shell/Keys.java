package gradlab.client.shell;

import gradlab.client.shell.screen.Hints;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.utils.InfoCmp.Capability;

/** The right arrow and End take the hint where the cursor is at the line's end. */
final class Keys {
  private Keys() {}

  static void bind(LineReader reader, Hints hints) {
    bind(
        reader,
        hints,
        "gradlab-right",
        LineReader.FORWARD_CHAR,
        Capability.key_right,
        KeyMap.ctrl('F'));
    bind(
        reader, hints, "gradlab-end", LineReader.END_OF_LINE, Capability.key_end, KeyMap.ctrl('E'));
  }

  private static void bind(
      LineReader reader,
      Hints hints,
      String name,
      String otherwise,
      Capability key,
      String control) {
    Widget widget =
        () -> {
          var buffer = reader.getBuffer();
          var hint = hints.fromHistory(buffer.toString());
          if (buffer.cursor() == buffer.length() && hint.isPresent()) {
            buffer.write(hint.get());
          } else {
            reader.callWidget(otherwise);
          }
          return true;
        };
    reader.getWidgets().put(name, widget);
    KeyMap<org.jline.reader.Binding> keys = reader.getKeyMaps().get(LineReader.EMACS);
    var reference = new Reference(name);
    String sequence = KeyMap.key(reader.getTerminal(), key);
    if (sequence != null) {
      keys.bind(reference, sequence);
    }
    keys.bind(reference, control);
  }
}
