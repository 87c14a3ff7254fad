package gradlab.client.comparison;

import gradlab.client.output.Display;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, as GitHub reads it. */
public final class Markdown {
  private Markdown() {}

  public static String of(Sheet sheet) {
    var text = new StringBuilder();
    text.append("**").append(escaped(sheet.title())).append("**\n\n");
    text.append(line(sheet.header()));
    text.append("| --- |").append(" ---: |".repeat(sheet.header().size() - 1)).append('\n');
    sheet.rows().forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Of what a name holds nothing becomes markup. */
  public static String escaped(String text) {
    return Display.oneLine(text).replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1");
  }
}
