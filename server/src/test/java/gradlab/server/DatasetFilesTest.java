package gradlab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.GradlabException.WrongState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFilesTest {
  private static final int RECORD = 3_074;
  @TempDir Path directory;

  private void write(String name, int images, int badRecord) throws Exception {
    byte[] bytes = new byte[images * RECORD];
    if (badRecord >= 0) {
      bytes[badRecord * RECORD + 1] = 100; // fine labels go to 99
    }
    Files.write(directory.resolve(name), bytes);
  }

  private DatasetFiles files() {
    return new DatasetFiles(Optional.of(directory), Map.of("HOME", directory.toString()));
  }

  @Test
  void damageIsFoundBeforeARunStartsAndTheRepairIsSeen() throws Exception {
    write("train.bin", 40, 7);
    write("test.bin", 10, -1);
    var files = files();
    assertThatThrownBy(files::check)
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining(directory.resolve("train.bin").toString())
        .hasMessageContaining("byte offset " + (7 * RECORD + 1))
        .hasMessageContaining("--data-dir");

    write("train.bin", 40, -1);
    assertThat(files.check().trainList()).isEqualTo(38);
    assertThat(files.forWorker().directory()).isEqualTo(directory.toString());

    write("test.bin", 10, 3); // as long as before, but of another time
    Files.setLastModifiedTime(
        directory.resolve("test.bin"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThatThrownBy(files::check).hasMessageContaining("test.bin");
  }

  @Test
  void whatCannotBeFoundIsSaidNotThrown() {
    var state = files().inspect();
    assertThat(state.trainImages()).isZero();
    assertThat(state.message()).contains("train.bin");
    assertThatThrownBy(() -> files().prepare((stage, done, total) -> {}))
        .isInstanceOf(WrongState.class)
        .hasMessageContaining("would not use the download");
  }
}
