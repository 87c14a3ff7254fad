package gradlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradlab.dataset.DatasetLocation;
import gradlab.dataset.TestImages;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.NetworkConfig;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunEvent.TestEvaluated;
import gradlab.domain.TrainingConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does with its two files. */
class TrainerDataTest {
  private static final RunConfig RUN =
      new RunConfig(
          new NetworkConfig("VGG_08", "plain", 3, 0, 4, 100, 0.01, false),
          // 95 images in batches of 5, metrics at every step
          new TrainingConfigBuilder().epochs(1).batchSize(5).seed(5).metricsEverySteps(1).build(),
          "data",
          Map.of());

  @TempDir Path data;
  @TempDir Path runDirectory;

  @Test
  void aTrainFileThatIsCutInMidRunEndsTheRunWithThatReason() throws IOException {
    Path train = data.resolve("train.bin");
    Consumer<RunEvent> cut =
        event -> {
          if (event instanceof StepMetrics metrics && metrics.step() == 2) {
            cut(train);
          }
        };
    try (var trainer = trainer(cut)) {
      assertThatThrownBy(trainer::train)
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining(train.toString())
          .hasMessageContaining("has no byte at offset");
      assertThat(trainer.step()).isBetween(2L, 6L); // what was read ahead is still used
    }
  }

  @Test
  void afterARunNoFileIsOpen() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "the kernel does not tell");
    var events = new ArrayList<RunEvent>();
    try (var trainer = trainer(events::add)) {
      assertThat(openFiles()).contains(data.resolve("train.bin").toString());
      trainer.train();
    }
    assertThat(events).hasAtLeastOneElementOfType(TestEvaluated.class);
    assertThat(openFiles()).doesNotContain(data.toString());
  }

  private Trainer trainer(Consumer<RunEvent> events) throws IOException {
    DatasetLocation location = TestImages.madeUpIn(data, 100, 10);
    return new Trainer(RUN, location, runDirectory, Optional.empty(), events, () -> false);
  }

  /** Leaves the first record. */
  private static void cut(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(3074);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String openFiles() throws IOException {
    var names = new StringBuilder();
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        names.append(Files.readSymbolicLink(descriptor)).append('\n');
      }
    }
    return names.toString();
  }

  /**
   * The course's whole data set, to the digits that its broken VGG_38 ends on (4.605127, 4.606866).
   */
  @Test
  void theClassPriorIsWhereTheBrokenNetworkEnds() {
    Path cifar = Path.of("../../shared/data/cifar100").toAbsolutePath().normalize();
    assumeTrue(Files.exists(cifar.resolve("train.bin")), "the whole data set is not here");
    var location = DatasetLocation.in(DatasetLocation.Source.DATA_DIR, cifar);
    try (var images = TrainingData.load(location, 0)) {
      assertThat(images.classPrior().trainLoss()).isCloseTo(4.605127, within(5e-7));
      assertThat(images.classPrior().valLoss()).isCloseTo(4.606866, within(5e-7));
    }
  }
}
