package gradlab.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.client.console.Failure;
import gradlab.client.trust.Login.ClientCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {
  private static final String SERVER = "gpu-box:50051";
  private static final Fingerprint ONE = new Fingerprint("1".repeat(64));
  private static final Fingerprint OTHER = new Fingerprint("2".repeat(64));
  private static final Login PINNED =
      new Login(new Trust.Pinned(ONE), Optional.of("secret-token"), Optional.empty());

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void home() {
    environment.put("HOME", home.toString());
  }

  private Logins logins() {
    return new Logins(environment);
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void withoutALoginThereIsNoTlsAndNoTokenEither() {
    assertThat(logins().of(SERVER)).isEqualTo(Login.NONE);
    environment.put(Logins.TOKEN, "secret-token");
    assertThat(logins().of(SERVER)).as("never where others can read it").isEqualTo(Login.NONE);
  }

  @Test
  void storesForTheOwnerOnly() throws Exception {
    Path file = logins().store(SERVER, PINNED);
    assertThat(file).startsWith(home.resolve(".config/gradlab/logins"));
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.getParent())).isEqualTo("rwx------");
    assertThat(logins().of(SERVER)).isEqualTo(PINNED);
    assertThat(logins().of("gpu-box:50052")).as("another port").isEqualTo(Login.NONE);
    assertThat(PINNED.toString()).doesNotContain("secret-token");
    logins().store(SERVER, PINNED.withToken("new"));
    assertThat(logins().of(SERVER).token()).contains("new");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theNameOfAServerNeverLeavesTheFolder() {
    for (String server : new String[] {"../../x:1", "/etc/passwd:1", "[::1]:50051", "a/b:1"}) {
      assertThat(logins().store(server, PINNED).normalize().getParent())
          .isEqualTo(home.resolve(".config/gradlab/logins"));
      assertThat(logins().of(server)).isEqualTo(PINNED);
    }
  }

  @Test
  void theEnvironmentGoesFirst() {
    logins().store(SERVER, PINNED);
    environment.put(Logins.TOKEN, "of-the-script");
    assertThat(logins().of(SERVER).token()).contains("of-the-script");
    assertThat(logins().of(SERVER).trust()).isEqualTo(new Trust.Pinned(ONE));
    environment.put(Logins.FINGERPRINT, OTHER.toString());
    assertThat(logins().of(SERVER).trust()).isEqualTo(new Trust.Pinned(OTHER));
    environment.remove(Logins.TOKEN);
    assertThat(logins().of(SERVER).token())
        .as("the stored token is for the stored server only")
        .isEmpty();
    environment.put(Logins.FINGERPRINT, "nonsense");
    assertThatThrownBy(() -> logins().of(SERVER)).isInstanceOf(Failure.class);
  }

  @Test
  void keepsAuthoritiesAndClientCertificatesByPath() {
    var own = new ClientCertificate(home.resolve("c.pem"), home.resolve("k.pem"));
    for (var trust :
        new Trust[] {
          new Trust.Authority(Optional.of(home.resolve("ca.pem"))),
          new Trust.Authority(Optional.empty()),
          new Trust.Plain()
        }) {
      var login = new Login(trust, Optional.of("t"), Optional.of(own));
      logins().store(SERVER, login);
      assertThat(logins().of(SERVER)).isEqualTo(login);
    }
    logins()
        .store(
            SERVER,
            new Login(
                new Trust.Authority(Optional.of(Path.of("ca.pem"))),
                Optional.empty(),
                Optional.empty()));
    assertThat(logins().of(SERVER).trust())
        .as("found from every directory")
        .isEqualTo(new Trust.Authority(Optional.of(Path.of("ca.pem").toAbsolutePath())));
  }

  @Test
  void configurationHasItsXdgPlace() {
    environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
    assertThat(logins().store(SERVER, PINNED)).startsWith(home.resolve("xdg/gradlab/logins"));
    environment.put("XDG_CONFIG_HOME", "relative");
    assertThat(logins().store(SERVER, PINNED)).startsWith(home.resolve(".config/gradlab"));
  }

  @Test
  void theServersOwnUserNeedsNoLoginHere() throws Exception {
    Path file = home.resolve(".local/state/gradlab/local-access.properties");
    Files.createDirectories(file.getParent());
    local(file, ProcessHandle.current().pid());
    var expected = new Login(new Trust.Pinned(ONE), Optional.of("local"), Optional.empty());
    assertThat(logins().of("127.0.0.1:50051")).isEqualTo(expected);
    assertThat(logins().of("localhost:50051")).isEqualTo(expected);
    assertThat(logins().of("127.0.0.1:50052")).isEqualTo(Login.NONE);
    assertThat(logins().of(SERVER)).isEqualTo(Login.NONE);
    logins().store("127.0.0.1:50051", PINNED);
    assertThat(logins().of("127.0.0.1:50051")).as("a login goes first").isEqualTo(PINNED);

    Path elsewhere = Files.createDirectories(home.resolve("state"));
    Files.move(file, elsewhere.resolve(file.getFileName()));
    assertThat(logins().of("localhost:50051")).isEqualTo(Login.NONE);
    environment.put("GRADLAB_STATE_DIR", elsewhere.toString());
    assertThat(logins().of("localhost:50051")).isEqualTo(expected);
    local(elsewhere.resolve(file.getFileName()), 4_000_000_000L);
    assertThat(logins().of("localhost:50051")).as("a dead server's").isEqualTo(Login.NONE);
  }

  private static void local(Path file, long pid) throws Exception {
    Files.writeString(
        file, "server=127.0.0.1\\:50051\npid=" + pid + "\nfingerprint=" + ONE + "\ntoken=local\n");
  }

  @Test
  void aDamagedLoginSaysWhichFileItIs() throws Exception {
    Path file = logins().store(SERVER, PINNED);
    Files.writeString(file, "fingerprint=\\u00zz");
    assertThatThrownBy(() -> logins().of(SERVER))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString());
  }
}
