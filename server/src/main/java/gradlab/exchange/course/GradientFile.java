package gradlab.exchange.course;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads mean |g| by epoch and layer: a column {@code epoch} (0-based) and one for each layer, input
 * first. The course's framework draws it and keeps no numbers, so the form is this project's own.
 */
final class GradientFile {
  private static final String EPOCH = "epoch";
  private static final int MOST_LAYERS = 1_000;
  private static final Pattern LAYER = Pattern.compile("[A-Za-z0-9_.]{1,100}");

  private final Complaints complaints;
  private final List<String> warnings;

  GradientFile(Complaints complaints, List<String> warnings) {
    this.complaints = complaints;
    this.warnings = warnings;
  }

  /**
   * @param epochs how many the run has
   */
  List<GradientFlow> flows(CourseFile file, int epochs) {
    var flows = new ArrayList<GradientFlow>();
    CsvTable.read(file, SummaryFiles.MOST_EPOCHS, MOST_LAYERS + 1, complaints)
        .filter(table -> table.has(List.of(EPOCH), complaints) && layersAreSound(table))
        .ifPresent(
            table -> {
              warnings.addAll(SummaryFiles.warnings(table, table.header()));
              read(table, epochs, flows);
            });
    return flows;
  }

  private void read(CsvTable table, int epochs, List<GradientFlow> flows) {
    int last = -1;
    for (CsvTable.Row row : table.rows()) {
      double number = table.number(row, EPOCH, complaints);
      if (!isEpoch(table, row, number, last, epochs)) {
        continue;
      }
      last = (int) number;
      var layers =
          layers(table).stream()
              .map(layer -> LayerGradient.meanOnly(layer, mean(table, row, layer)))
              .toList();
      flows.add(GradientFlow.imported(last, last - (long) epochs, layers));
    }
  }

  static List<String> layers(CsvTable table) {
    return table.header().stream().filter(name -> !name.equals(EPOCH)).toList();
  }

  private boolean layersAreSound(CsvTable table) {
    var layers = layers(table);
    var unsound = layers.stream().filter(l -> !LAYER.matcher(l).matches()).toList();
    unsound.forEach(
        l ->
            complaints.add(
                table.file(),
                1,
                "'%s' is no layer's name: letters, digits, _ and ., at most 100"
                    .formatted(Complaints.shown(l))));
    if (layers.isEmpty()) {
      complaints.add(table.file(), 1, "names no layer beside the column epoch");
    }
    return unsound.isEmpty() && !layers.isEmpty();
  }

  private boolean isEpoch(CsvTable table, CsvTable.Row row, double number, int last, int epochs) {
    if (Double.isNaN(number)) {
      return false; // complained of
    }
    String wrong = "";
    if (number != Math.rint(number) || number < 0 || number >= epochs) {
      wrong =
          "is %s, must be a whole number from 0 to %d: the summary has %d epochs"
              .formatted(number, epochs - 1, epochs);
    } else if (number <= last) {
      wrong = "is %.0f after %d: epochs must grow from line to line".formatted(number, last);
    }
    if (!wrong.isEmpty()) {
      complaints.add(table.file(), row.line(), EPOCH, wrong);
    }
    return wrong.isEmpty();
  }

  private double mean(CsvTable table, CsvTable.Row row, String layer) {
    double value = table.number(row, layer, complaints);
    if (value < 0) {
      complaints.add(
          table.file(),
          row.line(),
          layer,
          "is %s: the mean of absolute values is never below 0".formatted(value));
    }
    return value;
  }
}
