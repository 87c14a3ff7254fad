package gradlab.client.runfile;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import gradlab.client.output.Display;
import gradlab.v1.Run;
import gradlab.v1.RunConfig;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes a run's configuration as a file that starts the same run again. */
// # vgg-38-plain-s0-x1: gradlab start -f FILE starts the same again
// name: "VGG_38 plain seed 0"
// network: VGG_38
// ...
// tags:
//   why: depth
public final class RunFileWriter {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,79}");

  /** What some YAML reader takes for something else than text. */
  private static final Set<String> NO_TEXT =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private RunFileWriter() {}

  public static String write(Run run) {
    var text = new StringBuilder();
    text.append("# ").append(Display.oneLine(run.getRunId()));
    text.append(": `gradlab start -f FILE` starts the same again\n");
    if (run.hasFork()) {
      text.append("# It was forked from ").append(Display.oneLine(run.getFork().getParentRunId()));
      text.append("; started from this file it begins anew.\n");
    }
    if (!run.getConfig().getInitFrom().isEmpty()) {
      text.append(
          "# init_from names weights that the server keeps for a while only: where they are");
      text.append("\n# gone, put their file's name there.\n");
    }
    return text + write(run.getConfig());
  }

  static String write(RunConfig config) {
    var text = new StringBuilder();
    var copy = config.toBuilder();
    for (RunKey key : RunKey.all()) {
      Message.Builder section = key.section().in(copy);
      if (key.name().equals(RunKey.TAGS)) {
        tags(text, config);
      } else if (section.hasField(key.field())) {
        text.append(key.name())
            .append(": ")
            .append(scalar(section.getField(key.field())))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static void tags(StringBuilder text, RunConfig config) {
    if (config.getTagsCount() > 0) {
      text.append("tags:\n");
      new TreeMap<>(config.getTagsMap())
          .forEach(
              (name, value) ->
                  text.append("  ")
                      .append(quoted(name))
                      .append(": ")
                      .append(quoted(value))
                      .append('\n'));
    }
  }

  private static String scalar(Object value) {
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof Duration d) {
      return DurationText.of(Display.elapsed(d));
    }
    if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
      return number.isNaN() ? ".nan" : number > 0 ? ".inf" : "-.inf";
    }
    return String.valueOf(value);
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    boolean shown = c >= 0x20 && c < 0x7f || c >= 0xa1 && c < 0x2028 || c > 0x2029 && c < 0xd800;
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default ->
          shown
              ? Character.toString(c)
              : String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    };
  }
}
