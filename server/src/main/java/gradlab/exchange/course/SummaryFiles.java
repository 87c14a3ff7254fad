package gradlab.exchange.course;

import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads summary.csv and test_summary.csv as the course's framework writes them. */
final class SummaryFiles {
  static final int MOST_EPOCHS = 10_000;
  private static final int MOST_COLUMNS = 100;
  private static final List<String> COLUMNS =
      List.of("train_acc", "train_loss", "val_acc", "val_loss");
  private static final List<String> TEST_COLUMNS = List.of("test_acc", "test_loss");

  private final Complaints complaints;
  private final List<String> warnings;

  SummaryFiles(Complaints complaints, List<String> warnings) {
    this.complaints = complaints;
    this.warnings = warnings;
  }

  /** A row an epoch, in the order of the file, which has no epoch column. */
  List<EpochMetrics> epochs(CourseFile file) {
    var read = table(file, MOST_EPOCHS, COLUMNS);
    var epochs = new ArrayList<EpochMetrics>();
    read.ifPresent(
        table -> {
          // The course's rule: the first epoch that is strictly better, from 0 at epoch 0 on.
          int best = 0;
          double bestValAcc = 0;
          for (CsvTable.Row row : table.rows()) {
            int epoch = epochs.size();
            double valAcc = accuracy(table, row, "val_acc");
            if (valAcc > bestValAcc) {
              best = epoch;
              bestValAcc = valAcc;
            }
            epochs.add(
                EpochMetrics.imported(
                    epoch,
                    epoch - (long) table.rows().size(),
                    loss(table, row, "train_loss"),
                    accuracy(table, row, "train_acc"),
                    loss(table, row, "val_loss"),
                    valAcc,
                    best,
                    bestValAcc));
          }
        });
    return epochs;
  }

  /**
   * @param bestEpoch the course evaluates the model of the best validation accuracy
   */
  Optional<TestEvaluated> test(CourseFile file, int bestEpoch) {
    var read = table(file, 1, TEST_COLUMNS);
    return read.filter(table -> !table.rows().isEmpty())
        .map(
            table -> {
              var row = table.rows().get(0);
              return new TestEvaluated(
                  bestEpoch, loss(table, row, "test_loss"), accuracy(table, row, "test_acc"));
            });
  }

  private Optional<CsvTable> table(CourseFile file, int mostRows, List<String> columns) {
    var read =
        CsvTable.read(file, mostRows, MOST_COLUMNS, complaints)
            .filter(table -> table.has(columns, complaints));
    read.ifPresent(table -> warnings.addAll(warnings(table, columns)));
    return read;
  }

  static List<String> warnings(CsvTable table, List<String> columns) {
    var found = new ArrayList<String>();
    var others = table.header().stream().filter(c -> !columns.contains(c)).toList();
    if (!others.isEmpty()) {
      found.add(
          "%s has other columns, which were left out: %s"
              .formatted(table.file(), Complaints.shown(String.join(", ", others))));
    }
    if (!table.whole()) {
      found.add(
          "%s does not end with a line end: where it was cut off, its last number is not whole"
              .formatted(table.file()));
    }
    return found;
  }

  private double accuracy(CsvTable table, CsvTable.Row row, String column) {
    double value = table.number(row, column, complaints);
    if (value < 0 || value > 1) {
      complaints.add(
          table.file(),
          row.line(),
          column,
          "is %s, must be a fraction from 0 to 1, not per cent".formatted(value));
    }
    return value;
  }

  private double loss(CsvTable table, CsvTable.Row row, String column) {
    double value = table.number(row, column, complaints);
    if (value < 0) {
      complaints.add(
          table.file(),
          row.line(),
          column,
          "is %s: a cross-entropy is never below 0".formatted(value));
    }
    return value;
  }
}
