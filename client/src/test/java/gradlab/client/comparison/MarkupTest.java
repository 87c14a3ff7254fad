package gradlab.client.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {
  private static final Sheet SHEET =
      new Sheet(
          "What 100 % of it_is",
          List.of("metric", "a|b", "<script>"),
          List.of(List.of("loss", "1.0 ± 0.5", ""), List.of("\\input{x}", "#$&~^", "\u00fc\n")));

  @Test
  void nothingInATableIsLatex() {
    assertThat(Latex.of(SHEET))
        .isEqualTo(
            """
            % needs \\usepackage{booktabs}
            \\begin{table}
            \\centering
            \\caption{What 100 \\% of it\\_is}
            \\begin{tabular}{lrr}
            \\toprule
            metric & a$|$b & $<$script$>$ \\\\
            \\midrule
            loss & 1.0 $\\pm$ 0.5 &  \\\\
            \\textbackslash{}input\\{x\\} & \\#\\$\\&\\textasciitilde{}\\textasciicircum{} & ? \\\\
            \\bottomrule
            \\end{tabular}
            \\end{table}
            """);
  }

  @Test
  void norMarkdown() {
    assertThat(Markdown.of(SHEET))
        .isEqualTo(
            """
            **What 100 % of it\\_is**

            | metric | a\\|b | \\<script\\> |
            | --- | ---: | ---: |
            | loss | 1.0 ± 0.5 |  |
            | \\\\input\\{x\\} | \\#$&\\~^ | \u00fc |
            """);
  }
}
