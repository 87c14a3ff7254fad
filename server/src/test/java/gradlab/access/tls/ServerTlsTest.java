package gradlab.access.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.access.OwnerOnlyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate and key files, and what happens when they change. */
class ServerTlsTest {
  @TempDir private Path folder;

  private TlsFiles make(String state) throws Exception {
    return TlsFiles.ofOwn(folder.resolve(state), List.of("localhost"), List.of(), Instant.now());
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void makesThemOnceAndForTheOwnerOnly() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    var files = make("a");
    assertThat(mode(files.key())).isEqualTo("rw-------");
    assertThat(mode(files.certificate())).isEqualTo("rw-------");
    assertThat(mode(files.key().getParent())).isEqualTo("rwx------");
    String first = new ServerTls(files, Optional.empty()).fingerprint();
    assertThat(new ServerTls(make("a"), Optional.empty()).fingerprint()).isEqualTo(first);
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> make("a")).hasMessageContainingAll("server.key", "chmod 600");
  }

  @Test
  void takesNewFilesOnlyWhenTheyFitTogether() throws Exception {
    var live = make("live");
    var next = make("next");
    var tls = new ServerTls(live, Optional.empty());
    String before = tls.fingerprint();
    assertThat(tls.look()).isFalse();
    copy(next.key(), live.key());
    touch(live.key(), 10);
    assertThat(tls.look()).as("the key alone").isFalse();
    assertThat(tls.fingerprint()).isEqualTo(before);
    copy(next.certificate(), live.certificate());
    touch(live.certificate(), 10);
    assertThat(tls.look()).isTrue();
    assertThat(tls.fingerprint())
        .isEqualTo(new ServerTls(next, Optional.empty()).fingerprint())
        .isNotEqualTo(before);
    assertThat(tls.keys().getCertificateChain(alias(tls)))
        .containsExactly(next.load().certificate());
    Files.delete(live.certificate());
    assertThat(tls.look()).as("gone").isFalse();
    assertThat(tls.keys().getCertificateChain(alias(tls))).isNotEmpty();
  }

  private static String alias(ServerTls tls) {
    return tls.keys().getServerAliases("EC", null)[0];
  }

  /** Within a file system's clock tick, two writes would look like one. */
  private static void touch(Path file, long seconds) throws Exception {
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  @Test
  void clientAuthoritiesAreReadAgainToo() throws Exception {
    var files = make("a");
    var one = make("one");
    var other = make("other");
    Path ca = folder.resolve("ca.pem");
    copy(one.certificate(), ca);
    var tls = new ServerTls(files, Optional.of(ca));
    var clients = tls.clients().orElseThrow();
    assertThat(clients.getAcceptedIssuers()).containsExactly(one.load().certificate());
    copy(other.certificate(), ca);
    touch(ca, 10);
    assertThat(tls.look()).isTrue();
    assertThat(clients.getAcceptedIssuers()).containsExactly(other.load().certificate());
    assertThat(new ServerTls(files, Optional.empty()).clients()).isEmpty();
  }

  @Test
  void saysWhichFileIsWrongAndNeverWhatIsInIt() throws Exception {
    var files = make("a");
    String secret = Base64.getEncoder().encodeToString("the secret of the key".getBytes());
    assertRefused(files, "BEGIN EC PRIVATE KEY", secret, "openssl pkcs8 -topk8");
    assertRefused(files, "BEGIN ENCRYPTED PRIVATE KEY", secret, "openssl pkcs8 -topk8");
    assertRefused(files, "BEGIN PRIVATE KEY", secret, "none of the kinds");
    assertRefused(files, "BEGIN PRIVATE KEY", "===" + secret, "damaged");
    assertRefused(files, "BEGIN CERTIFICATE", secret, "holds no private key");
    OwnerOnlyFile.write(files.key(), Files.readAllBytes(make("b").key()));
    assertThatThrownBy(files::load).hasMessageContainingAll("server.key", "is not that of");
    Files.writeString(files.certificate(), "nothing");
    assertThatThrownBy(files::load).hasMessageContainingAll("server.crt", "no certificate");
  }

  private static void assertRefused(TlsFiles files, String begin, String content, String words)
      throws Exception {
    String text =
        "-----%s-----\n%s\n-----%s-----\n".formatted(begin, content, begin.replace("BEGIN", "END"));
    OwnerOnlyFile.write(files.key(), text.getBytes());
    assertThatThrownBy(files::load)
        .isInstanceOf(BadTlsFileException.class)
        .hasMessageContainingAll("server.key", words)
        .hasMessageNotContaining(content)
        .hasNoCause();
  }
}
