package gradlab.client.comparison;

import gradlab.client.output.Display;
import java.util.List;
import java.util.stream.Collectors;

/** A table in LaTeX, with the rules of the package booktabs. */
public final class Latex {
  private Latex() {}

  public static String of(Sheet sheet) {
    var text = new StringBuilder();
    text.append("% needs \\usepackage{booktabs}\n");
    text.append("\\begin{table}\n\\centering\n");
    text.append("\\caption{").append(escaped(sheet.title())).append("}\n");
    text.append("\\begin{tabular}{l").append("r".repeat(sheet.header().size() - 1)).append("}\n");
    text.append("\\toprule\n").append(line(sheet.header())).append("\\midrule\n");
    sheet.rows().forEach(row -> text.append(line(row)));
    return text + "\\bottomrule\n\\end{tabular}\n\\end{table}\n";
  }

  private static String line(List<String> cells) {
    return cells.stream().map(Latex::escaped).collect(Collectors.joining(" & ", "", " \\\\\n"));
  }

  /** Every character stands for itself; one that LaTeX's fonts may lack becomes a question mark. */
  public static String escaped(String text) {
    var escaped = new StringBuilder();
    Display.oneLine(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '|' -> escaped.append("$|$");
                case '<' -> escaped.append("$<$");
                case '>' -> escaped.append("$>$");
                case '"' -> escaped.append("\\textquotedbl{}");
                case '\u00b1' -> escaped.append("$\\pm$");
                case '{', '}', '%', '#', '$', '&', '_' -> escaped.append('\\').append((char) c);
                default -> escaped.append(c < 0x7f ? Character.toString(c) : "?");
              }
            });
    return escaped.toString();
  }
}
