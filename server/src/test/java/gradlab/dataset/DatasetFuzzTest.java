package gradlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.stress.fuzz.Mutations;
import gradlab.stress.fuzz.ReaderFuzz;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of images: read as it is, or refused with its name. */
class DatasetFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedFilesAreReadAsTheyAreOrRefused() {
    byte[] whole = TestImages.madeUpBytes(6, 3);
    var location = DatasetLocation.in(Source.DATA_DIR, directory);
    var file = directory.resolve(Split.TEST.fileName());
    int refused =
        new ReaderFuzz(20_260_101, 8 << 20)
            .run(
                800,
                random -> Mutations.of(whole, random),
                bytes -> {
                  Files.write(file, bytes);
                  try (var data = Cifar100.load(location, Split.TEST)) {
                    var record = ByteBuffer.allocate(Cifar100.RECORD_BYTES);
                    for (int i = 0; i < data.size(); i++) {
                      data.read(i, record);
                      int from = i * Cifar100.RECORD_BYTES;
                      assertThat(record.array())
                          .isEqualTo(Arrays.copyOfRange(bytes, from, from + Cifar100.RECORD_BYTES));
                      assertThat(data.label(i)).isBetween(0, 99);
                    }
                  }
                },
                e -> e instanceof BadDataset && e.getMessage().contains(file.toString()));
    assertThat(refused).isBetween(80, 760);
  }
}
