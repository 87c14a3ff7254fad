package gradlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.GradlabException.BadDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetVerifierTest {
  private record Report(Stage stage, long done, long total) {}

  @TempDir Path directory;

  @Test
  void theSampleIsSound() throws InterruptedException {
    List<Report> reports = new ArrayList<>();
    DatasetSize size =
        DatasetVerifier.verify(
            DatasetLocation.sample(),
            (stage, done, total) -> reports.add(new Report(stage, done, total)));
    assertThat(size).isEqualTo(new DatasetSize(2_000, 500));
    long bytes = 2_500L * 3074;
    assertThat(reports)
        .startsWith(new Report(Stage.CHECKING, 0, bytes))
        .endsWith(new Report(Stage.CHECKING, bytes, bytes), new Report(Stage.DONE, bytes, bytes));
  }

  @Test
  void soAreTheOfficialFilesWhereTheyAre() throws InterruptedException {
    DatasetLocation location = TestImages.officialOrSample();
    DatasetSize size = DatasetVerifier.verify(location, Progress.none());
    assertThat(size)
        .isEqualTo(
            location.isSample() ? new DatasetSize(2_000, 500) : new DatasetSize(50_000, 10_000));
  }

  @Test
  void anotherFileOfRightShapeIsToldByItsChecksum() throws IOException {
    Files.write(directory.resolve("train.bin"), TestImages.madeUpBytes(200, 1));
    Files.write(directory.resolve("test.bin"), TestImages.madeUpBytes(3, 1));
    DatasetLocation location = DatasetLocation.in(Source.ENVIRONMENT, directory);
    assertThatThrownBy(() -> DatasetVerifier.verify(location, Progress.none()))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining(directory.resolve("train.bin").toString())
        .hasMessageContaining(Split.TRAIN.officialSha256())
        .hasMessageContaining("unset GRADLAB_DATA_DIR");
  }

  @Test
  void aBadLabelFarInsideIsNamedWithItsOffset() throws IOException {
    byte[] bytes = TestImages.madeUpBytes(200, 1);
    bytes[150 * 3074 + 1] = 100;
    Files.write(directory.resolve("train.bin"), bytes);
    Files.write(directory.resolve("test.bin"), TestImages.madeUpBytes(3, 1));
    DatasetLocation location = DatasetLocation.in(Source.DATA_DIR, directory);
    assertThatThrownBy(() -> DatasetVerifier.verify(location, Progress.none()))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("fine label 100 at byte offset " + (150 * 3074 + 1));
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> DatasetVerifier.verify(DatasetLocation.sample(), Progress.none()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void progressIsLimitedToTenASecondButKeepsTheEnds() {
    List<Report> reports = new ArrayList<>();
    AtomicLong now = new AtomicLong();
    Progress limited =
        new RateLimitedProgress(
            (stage, done, total) -> reports.add(new Report(stage, done, total)), now::get);
    for (int i = 0; i <= 1_000; i++) { // one a millisecond
      limited.report(Stage.DOWNLOADING, i, 1_000);
      now.addAndGet(1_000_000);
    }
    limited.report(Stage.UNPACKING, 1, 0);
    limited.report(Stage.UNPACKING, 2, 0);
    limited.report(Stage.DONE, 2, 2);
    assertThat(reports)
        .hasSizeBetween(12, 14)
        .startsWith(new Report(Stage.DOWNLOADING, 0, 1_000))
        .endsWith(
            new Report(Stage.DOWNLOADING, 1_000, 1_000),
            new Report(Stage.UNPACKING, 1, 0),
            new Report(Stage.DONE, 2, 2));
  }
}
