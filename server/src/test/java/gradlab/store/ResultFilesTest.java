package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  @TempDir Path temporary;

  private static NewEvent epoch(int epoch, double acc, double loss, double valAcc, double valLoss) {
    return Runs.server(
        new RunEvent.EpochMetrics(
            epoch, (epoch + 1) * 10L, loss, acc, valLoss, valAcc, 1e-3, Duration.ZERO, 1, 0, 0, 0));
  }

  /** The first rows of the course's own files. */
  @Test
  void writesTheCoursesFormat() {
    try (var log = RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0)) {
      Path results = temporary.resolve("result_outputs");
      log.append(
          List.of(epoch(0, 0.010694736842105264, 4.827323, 0.024800000000000003, 4.5659676)));
      ResultFiles.write(log);
      assertThat(results.resolve("test_summary.csv")).doesNotExist();
      log.append(List.of(epoch(1, 0.03562105263157895, 1e-5, 0.0604, Double.NaN)));
      log.append(
          List.of(Runs.server(new RunEvent.TestEvaluated(1, 1.9105633, 0.4995000000000006))));
      ResultFiles.write(log);
      assertThat(results.resolve("summary.csv"))
          .hasContent(
              """
              train_acc,train_loss,val_acc,val_loss
              0.010694736842105264,4.827323,0.024800000000000003,4.5659676
              0.03562105263157895,1e-05,0.0604,nan
              """);
      assertThat(results.resolve("test_summary.csv"))
          .hasContent("test_acc,test_loss\n0.4995000000000006,1.9105633\n");
      log.append(List.of(Runs.server(new RunEvent.Rewound(10))));
      ResultFiles.write(log);
      assertThat(results.resolve("summary.csv")).content().hasLineCount(2);
      assertThat(results)
          .isDirectoryNotContaining(f -> !f.getFileName().toString().equals("summary.csv"));
    }
  }

  @Test
  void aRunWithoutEpochsHasTheHeader() {
    try (var log = RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0)) {
      ResultFiles.write(log);
      assertThat(temporary.resolve("result_outputs/summary.csv"))
          .hasContent("train_acc,train_loss,val_acc,val_loss\n");
    }
  }
}
