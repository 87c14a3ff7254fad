package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real client and a real server with a certificate of its own. */
class PublicServerTest {
  @TempDir static Path folder;
  private static RealServer server;
  @TempDir private Path home;
  private User user;

  @BeforeAll
  static void start() throws Exception {
    server = new RealServer(folder.resolve("state"), "--public", "--listen", "127.0.0.1:0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void arrive() {
    user = new User(home);
  }

  private void login(String token) {
    user.ok("login", server.address, "--fingerprint", server.fingerprint, "--token", token);
  }

  private static String newToken(String role, String name, String... more) {
    var admin =
        new User(folder)
            .with("GRADLAB_FINGERPRINT", server.fingerprint)
            .with("GRADLAB_TOKEN", server.token);
    var command =
        new ArrayList<>(
            List.of("token", "create", "--role", role, "--name", name, "--server", server.address));
    command.addAll(List.of(more));
    return admin.ok(command.toArray(String[]::new)).strip();
  }

  @Test
  void oneLineLogsInAndFromThenOnCommandsWork() {
    assertThat(user.refused(8, "runs", "--server", server.address))
        .contains("asks for TLS and a token", "`gradlab login " + server.address + "`");
    var login =
        user.run(
            "login", server.address, "--fingerprint", server.fingerprint, "--token", server.token);
    assertThat(login.exitCode()).isZero();
    assertThat(login.out()).containsPattern("role +admin").doesNotContain(server.token);
    assertThat(login.err()).contains("logged in").doesNotContain(server.token);
    assertThat(user.ok("info", "--server", server.address)).contains("version");
    assertThat(
            new User(home)
                .with("XDG_CONFIG_HOME", home + "/config")
                .with("GRADLAB_SERVER", server.address)
                .ok("info"))
        .contains("version");
  }

  @Test
  void aViewerLooksAndIsToldWhatItMayNot() throws Exception {
    login(newToken("viewer", "look"));
    assertThat(user.ok("runs", "--server", server.address)).isEmpty();
    String said = user.refused(8, "start", "VGG_08", "--server", server.address);
    assertThat(said).contains("StartRun needs the role operator", "has the role viewer");
    assertThat(user.refused(8, "token", "list", "--server", server.address))
        .contains("needs the role admin");
  }

  @Test
  void tokensAreMadeListedAndRevoked() {
    login(server.token);
    String secret = newToken("operator", "for a while");
    assertThat(secret).matches("gradlab_[A-Za-z0-9_-]{43}");
    var other = new User(home.resolve("other"));
    other.ok("login", server.address, "--fingerprint", server.fingerprint, "--token", secret);
    String list = user.ok("token", "--server", server.address, "--output", "csv");
    assertThat(list).contains("for a while,operator").doesNotContain(secret);
    String id =
        list.lines().filter(l -> l.contains("for a while")).findFirst().orElseThrow().split(",")[0];
    user.ok("token", "revoke", id, "--server", server.address);
    assertThat(other.refused(8, "runs", "--server", server.address))
        .contains("does not know the token", "`gradlab login")
        .doesNotContain(secret);
    assertThat(user.refused(4, "token", "revoke", id, "--server", server.address)).contains(id);
  }

  @Test
  void anExpiredTokenSaysSo() throws Exception {
    String secret = newToken("viewer", "short", "--expires", "1s");
    var until = java.time.Instant.now().plusSeconds(20);
    user.with("GRADLAB_FINGERPRINT", server.fingerprint).with("GRADLAB_TOKEN", secret);
    var cli = user.run("runs", "--server", server.address);
    while (cli.exitCode() == 0 && java.time.Instant.now().isBefore(until)) {
      cli = user.run("runs", "--server", server.address);
    }
    assertThat(cli.exitCode()).isEqualTo(8);
    assertThat(cli.err()).containsPattern("token [0-9a-f]{8} expired at 20").doesNotContain(secret);
  }

  @Test
  void anotherCertificateIsRefusedWithBothFingerprints() throws Exception {
    login(server.token);
    try (var impostor =
        new RealServer(home.resolve("impostor"), "--public", "--listen", "127.0.0.1:0")) {
      Path logins = home.resolve("config/gradlab/logins");
      Path mine = logins.resolve(server.address.replace(":", "%3A") + ".properties");
      Files.copy(mine, logins.resolve(impostor.address.replace(":", "%3A") + ".properties"));
      for (String command :
          List.of("runs", "tail x", "login " + impostor.address + " --token " + server.token)) {
        var line = new ArrayList<>(List.of(command.split(" ")));
        if (!command.startsWith("login")) {
          line.addAll(List.of("--server", impostor.address));
        }
        assertThat(user.refused(8, line.toArray(String[]::new)))
            .as(command)
            .contains(
                "has changed",
                "trusted: " + server.fingerprint,
                "shown:   " + impostor.fingerprint,
                "--fingerprint")
            .doesNotContain(server.token);
      }
      assertThat(Files.readString(impostor.log())).doesNotContain(server.token);
      user.ok(
          "login",
          impostor.address,
          "--fingerprint",
          impostor.fingerprint,
          "--token",
          impostor.token);
      user.ok("runs", "--server", impostor.address);
    }
  }

  @Test
  void withoutATerminalNobodyIsTrustedOnFirstUse() {
    String said = user.refused(8, "login", server.address, "--token", server.token);
    assertThat(said).contains("a person at a terminal", server.fingerprint, "--fingerprint");
    assertThat(home.resolve("config")).doesNotExist();
  }

  @Test
  void aLoginThatDoesNotWorkIsNotStored() {
    String said =
        user.refused(
            8,
            "login",
            server.address,
            "--fingerprint",
            server.fingerprint,
            "--token",
            "gradlab_no");
    assertThat(said).contains("does not know the token").doesNotContain("gradlab_no");
    assertThat(user.refused(2, "login", server.address, "--fingerprint", server.fingerprint))
        .contains("there is no token", "--token-file", "GRADLAB_TOKEN");
    assertThat(
            user.refused(2, "login", server.address, "--fingerprint", "SHA256:12", "--token", "x"))
        .contains("64 hexadecimal digits");
    assertThat(user.refused(2, "login", server.address, "--ca", "x", "--insecure"))
        .contains("three ways");
    assertThat(home.resolve("config")).doesNotExist();
  }

  @Test
  void theTokenComesFromAFileOrTheEnvironmentToo() throws Exception {
    Path file = Files.writeString(home.resolve("token"), server.token + "\n");
    user.ok(
        "login",
        server.address,
        "--fingerprint",
        server.fingerprint,
        "--token-file",
        file.toString());
    user.ok("runs", "--server", server.address);
    var script = new User(home.resolve("script")).with("GRADLAB_TOKEN", server.token);
    script.ok("login", server.address, "--fingerprint", server.fingerprint);
    assertThat(
            new User(home.resolve("nobody"))
                .with("GRADLAB_TOKEN", server.token)
                .with("GRADLAB_FINGERPRINT", server.fingerprint)
                .ok("token", "list", "--server", server.address))
        .contains("first");
  }

  @Test
  void theServersOwnUserNeedsNoLogin() {
    var own = new User(home).with("GRADLAB_STATE_DIR", server.state.toString());
    assertThat(own.ok("token", "list", "--server", server.address)).contains("first");
    assertThat(own.ok("runs", "--server", server.address.replace("127.0.0.1", "localhost")))
        .isEmpty();
  }

  @Test
  void noSecretIsInTheLogTheMetricsOrTheListOfProcesses() throws Exception {
    String secret = newToken("viewer", "watched");
    login(secret);
    user.refused(8, "token", "--server", server.address, "--debug");
    user.run("runs", "--server", server.address, "--debug");
    var page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.metrics)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    assertThat(page).contains("jvm_").doesNotContain(secret, server.token);
    assertThat(Files.readString(server.log()))
        .contains("(watched, viewer) created by token")
        .doesNotContain(secret, server.token);
    Path commandLine = Path.of("/proc/" + server.process.pid() + "/cmdline");
    if (Files.isReadable(commandLine)) {
      assertThat(new String(Files.readAllBytes(commandLine), StandardCharsets.ISO_8859_1))
          .doesNotContain(secret, server.token);
    }
  }
}
