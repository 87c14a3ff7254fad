package gradlab.store;

import gradlab.domain.GradlabException;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The course's result files of a run, in {@code result_outputs/}: its plotting tools read them.
 * Made from the log alone, so they can be made again at any time.
 */
public final class ResultFiles {
  public static final String DIRECTORY = "result_outputs";
  public static final String SUMMARY = "summary.csv";
  public static final String TEST_SUMMARY = "test_summary.csv";

  /** The course's framework has none: see {@code gradlab.exchange.course}. */
  public static final String GRADIENT_FLOW = "gradient_flow.csv";

  private ResultFiles() {}

  /**
   * Writes summary.csv (a row an epoch) and, where there is a test result, test_summary.csv; each
   * is replaced at once. LimitReached where they cannot be written.
   */
  public static void write(RunLog log) {
    Path results = log.directory().resolve(DIRECTORY);
    Optional<TestEvaluated> test = log.view().test();
    String summary = summary(RunHistory.epochs(log));
    try {
      Files.createDirectories(results);
      replace(results.resolve(SUMMARY), summary);
      if (test.isPresent()) {
        replace(results.resolve(TEST_SUMMARY), testSummary(test.get()));
      } else {
        Files.deleteIfExists(results.resolve(TEST_SUMMARY)); // a rewind has taken it back
      }
    } catch (IOException e) {
      throw new GradlabException.LimitReached(
          "run %s: cannot write to %s (%s); free disk space there and try again"
              .formatted(log.view().id(), results, e.getMessage()),
          e);
    }
  }

  /** A row an epoch. */
  public static String summary(List<EpochMetrics> epochs) {
    return "train_acc,train_loss,val_acc,val_loss\n"
        + epochs.stream()
            .map(e -> row(e.trainAcc(), e.trainLoss(), e.valAcc(), e.valLoss()))
            .collect(Collectors.joining());
  }

  /** One row. */
  public static String testSummary(TestEvaluated test) {
    return "test_acc,test_loss\n" + row(test.testAcc(), test.testLoss());
  }

  private static String row(double... values) {
    return Arrays.stream(values).mapToObj(PythonNumbers::repr).collect(Collectors.joining(","))
        + "\n";
  }

  private static void replace(Path file, String content) throws IOException {
    DurableFiles.write(file, content.getBytes(StandardCharsets.US_ASCII));
  }
}
