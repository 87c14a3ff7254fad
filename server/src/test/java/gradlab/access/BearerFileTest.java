package gradlab.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerFileTest {
  private static final String TOKEN = "0123456789abcdef0123";
  @TempDir private Path folder;
  private BearerFile bearer;

  @BeforeEach
  void write() throws Exception {
    bearer = new BearerFile(folder.resolve("token"));
    OwnerOnlyFile.write(bearer.path(), (TOKEN + "\n").getBytes());
  }

  @Test
  void admitsTheTokenAndFollowsTheFile() throws Exception {
    bearer.check();
    assertThat(bearer.admits(Optional.of("Bearer " + TOKEN))).isTrue();
    OwnerOnlyFile.write(bearer.path(), "another-token-of-20-c".getBytes());
    assertThat(bearer.admits(Optional.of("Bearer " + TOKEN))).isFalse();
    assertThat(bearer.admits(Optional.of("Bearer another-token-of-20-c"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer 0123456789abcdef012",
        "Bearer 0123456789abcdef01234",
        "Basic 0123456789abcdef0123",
        "0123456789abcdef0123"
      })
  void admitsNothingElse(String header) {
    assertThat(bearer.admits(Optional.of(header))).isFalse();
    assertThat(bearer.admits(Optional.empty())).isFalse();
  }

  @Test
  void aFileThatIsEmptiedOrGoneClosesThePage() throws Exception {
    Files.writeString(bearer.path(), "\n");
    assertThat(bearer.admits(Optional.of("Bearer "))).isFalse();
    Files.delete(bearer.path());
    assertThat(bearer.admits(Optional.of("Bearer " + TOKEN))).isFalse();
    assertThatThrownBy(bearer::check).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({"rw-------,false", "rw-r-----,false", "rw-rw----,true", "rw-r--r--,true"})
  void prometheusGroupMayReadItAndNobodyElse(String mode, boolean open) throws Exception {
    Files.setPosixFilePermissions(bearer.path(), PosixFilePermissions.fromString(mode));
    assertThat(BearerFile.isOpenToAll(bearer.path())).isEqualTo(open);
  }

  @Test
  void aShortTokenIsRefusedAtTheStart() throws Exception {
    Files.writeString(bearer.path(), "short");
    assertThatThrownBy(bearer::check)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("16 characters", "openssl rand -hex 32");
  }
}
