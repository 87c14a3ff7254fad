package gradlab.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerOnlyFileTest {
  @TempDir private Path folder;

  @Test
  void replacesAFileThatWasOpenToOthers() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.writeString(folder.resolve("f.tmp"), "what a killed writer left");
    OwnerOnlyFile.write(file, "new".getBytes());
    assertThat(OwnerOnlyFile.read(file)).asString().isEqualTo("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** A symbolic link in the way is replaced, not followed. */
  @Test
  void followsNoLink() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "mine");
    Files.createSymbolicLink(folder.resolve("f.tmp"), victim);
    Files.createSymbolicLink(folder.resolve("f"), victim);
    OwnerOnlyFile.write(folder.resolve("f"), "secret".getBytes());
    assertThat(victim).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------,false",
    "r--------,false",
    "rwx------,false",
    "rw-r-----,true",
    "rw----r--,true",
    "rw--w----,true"
  })
  void knowsWhatOthersMayTouch(String mode, boolean open) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThat(OwnerOnlyFile.isOpenToOthers(file)).isEqualTo(open);
    if (open) {
      assertThatThrownBy(() -> OwnerOnlyFile.read(file)).hasMessageContaining("chmod 600");
    }
  }
}
