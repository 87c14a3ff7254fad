package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
  @TempDir Path directory;

  @Test
  void isReadBackAsWrittenAndOnlyByItsOwner() throws Exception {
    var written =
        ConnectionFile.create("127.0.0.1:4711", new RunId("vgg-08-1"), 3, Duration.ofMinutes(7));
    written.write(directory);
    assertThat(ConnectionFile.read(directory)).contains(written);
    var file = directory.resolve(ConnectionFile.NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(written.token()).matches("[0-9a-f]{64}");
    assertThat(written.toString()).doesNotContain(written.token());
  }

  @Test
  void aNewServerKeepsTheToken() throws Exception {
    var first = ConnectionFile.create("127.0.0.1:1", new RunId("r"), 1, Duration.ofMinutes(10));
    first.write(directory);
    first.at("127.0.0.1:2", Duration.ofMinutes(5)).write(directory);
    var read = ConnectionFile.read(directory).orElseThrow();
    assertThat(read.endpoint()).isEqualTo("127.0.0.1:2");
    assertThat(read.token()).isEqualTo(first.token());
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1); // no temporary file is left
    }
  }

  @Test
  void aTornFileIsNone() throws Exception {
    assertThat(ConnectionFile.read(directory)).isEmpty();
    Files.writeString(directory.resolve(ConnectionFile.NAME), "endpoint=127.0.0.1:1\ntok");
    assertThat(ConnectionFile.read(directory)).isEmpty();
  }
}
