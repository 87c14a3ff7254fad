package gradlab.client.command;

import gradlab.client.comparison.Latex;
import gradlab.client.comparison.Markdown;
import gradlab.client.comparison.Sheet;
import gradlab.client.comparison.Sheets;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.listing.ContrastColumns;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.client.output.OutputFormat;
import gradlab.v1.CompareRunsRequest;
import gradlab.v1.CompareRunsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "compare",
    description = {
      "Puts runs and groups side by side: what differs in their settings, their metrics at the same"
          + " epoch, when they reached a validation accuracy, and how the others differ from the"
          + " first.",
      "± between groups is half the 95 %% confidence interval of the difference (Welch); behind a"
          + " mean it is a standard deviation. CSV has the differences."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab compare g-vgg-38-plain g-vgg-38-bn --threshold 0.2,0.3",
      "  gradlab compare vgg-08 vgg-38 --gradients --as latex > table.tex"
    })
final class CompareCommand extends ClientCommand {
  /** Files for papers and pages. */
  enum Markup {
    MARKDOWN,
    LATEX
  }

  @Parameters(
      paramLabel = "RUN|GROUP",
      arity = "2..*",
      description = "Ids or their beginnings; the others are compared with the first.")
  private List<String> subjects = new ArrayList<>();

  @Option(
      names = "--epoch",
      paramLabel = "E",
      description = "At the end of this epoch; the first is 0. Default: the last that all have.")
  private Integer epoch;

  @Option(
      names = "--threshold",
      paramLabel = "ACC,ACC...",
      split = ",",
      description = "Validation accuracies, as fractions: when was each first reached?")
  private List<Double> thresholds = List.of();

  @Option(names = "--gradients", description = "With mean |g| of every layer.")
  private boolean gradients;

  @Option(names = "--as", paramLabel = "FORMAT", description = "markdown or latex (booktabs).")
  private Optional<Markup> markup = Optional.empty();

  @Override
  ExitCode run(Session session) {
    if (markup.isPresent() && session.format() != OutputFormat.TABLE) {
      throw new Failure(
          ExitCode.USAGE, "--as and --output are both given", "leave one of them out");
    }
    var request = CompareRunsRequest.newBuilder().addAllValAccThresholds(thresholds);
    subjects.forEach(word -> request.addSubjectIds(session.groups().subject(word)));
    Given.ifGiven(epoch, request::setEpoch);
    CompareRunsResponse compared = session.connection().experiments().compareRuns(request.build());
    switch (session.format()) {
      case JSON -> session.print(Columns.ofJson(), List.of(compared));
      case CSV -> session.print(ContrastColumns.of(compared), compared.getContrastsList());
      case TABLE -> text(session, new Sheets(compared));
    }
    return ExitCode.DONE;
  }

  private void text(Session session, Sheets sheets) {
    var out = session.console().out();
    for (Sheet sheet : sheets.all(gradients)) {
      if (markup.isEmpty()) {
        out.println(Display.oneLine(sheet.title()));
        session.print(columns(sheet), sheet.rows());
      } else {
        out.print(markup.get() == Markup.LATEX ? Latex.of(sheet) : Markdown.of(sheet));
      }
      out.println();
    }
    for (String sentence : sheets.sentences()) {
      out.println(
          markup
              .map(
                  m ->
                      m == Markup.LATEX
                          ? "% " + Display.oneLine(sentence)
                          : "- " + Markdown.escaped(sentence))
              .orElse(Display.oneLine(sentence)));
    }
  }

  private static Columns<List<String>> columns(Sheet sheet) {
    List<Column<List<String>>> columns = new ArrayList<>();
    for (int i = 0; i < sheet.header().size(); i++) {
      int column = i;
      columns.add(
          new Column<>(
              sheet.header().get(i), i > 0, row -> row.get(column), row -> row.get(column)));
    }
    return Columns.ofText(columns);
  }
}
