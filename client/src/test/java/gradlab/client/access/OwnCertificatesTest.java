package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of an authority, on both sides, replaced while the server runs. */
@TestMethodOrder(OrderAnnotation.class)
class OwnCertificatesTest {
  @TempDir static Path folder;
  private static Certificates certificates;
  private static RealServer server;
  private static User user;
  private static String[] client;

  @BeforeAll
  static void start() throws Exception {
    certificates = new Certificates(folder);
    certificates.make("first", "ip:127.0.0.1");
    certificates.make("client", "dns:client");
    install("first");
    server =
        new RealServer(
            folder.resolve("state"),
            "--listen",
            "127.0.0.1:0",
            "--tls-cert",
            certificates.crt("live").toString(),
            "--tls-key",
            certificates.key("live").toString(),
            "--tls-client-ca",
            certificates.authority().toString());
    user = new User(folder.resolve("home"));
    client =
        new String[] {
          "--client-cert", certificates.crt("client").toString(),
          "--client-key", certificates.key("client").toString()
        };
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void install(String name) throws Exception {
    copy(certificates.key(name), certificates.key("live"));
    copy(certificates.crt(name), certificates.crt("live"));
  }

  private static void copy(Path from, Path to) throws Exception {
    Path beside = to.resolveSibling(to.getFileName() + ".new");
    Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String login(int exitCode, String... more) {
    var command = new java.util.ArrayList<>(java.util.List.of("login", server.address));
    command.addAll(java.util.List.of("--token", server.token));
    command.addAll(java.util.List.of(more));
    return user.refused(exitCode, command.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void aClientWithoutACertificateIsRefused() {
    assertThat(login(8, "--ca", certificates.authority().toString()))
        .contains("no TLS connection", "--client-cert");
    assertThat(login(2, "--ca", certificates.authority().toString(), "--client-cert", "x"))
        .contains("--client-key");
    assertThat(
            login(
                8,
                "--ca",
                folder.resolve("nothing.pem").toString(),
                client[0],
                client[1],
                client[2],
                client[3]))
        .contains("nothing.pem cannot be read");
  }

  @Test
  @Order(2)
  void anAuthorityThatIsNotTrustedIsRefused() {
    assertThat(login(8, "--ca", "system", client[0], client[1], client[2], client[3]))
        .contains("is not trusted", "--ca FILE");
    assertThat(folder.resolve("home/config")).doesNotExist();
  }

  @Test
  @Order(3)
  void withBothItIsLetIn() {
    login(
        0, "--ca", certificates.authority().toString(), client[0], client[1], client[2], client[3]);
    assertThat(user.ok("info", "--server", server.address)).contains("version");
  }

  @Test
  @Order(4)
  void aRenewedCertificateIsTakenWithoutARestart() throws Exception {
    certificates.make("second", "ip:127.0.0.1");
    install("second");
    awaitLog("new TLS files are in use");
    assertThat(user.ok("info", "--server", server.address))
        .as("the same authority")
        .contains("version");
    assertThat(
            login(
                8, "--fingerprint", server.fingerprint, client[0], client[1], client[2], client[3]))
        .as("but another fingerprint")
        .contains("has changed", "trusted: " + server.fingerprint);
  }

  @Test
  @Order(5)
  void aCertificateForAnotherHostIsRefused() throws Exception {
    certificates.make("elsewhere", "dns:elsewhere.example");
    installAndWait("elsewhere");
    assertThat(user.refused(8, "info", "--server", server.address))
        .contains("is not trusted", "127.0.0.1");
  }

  @Test
  @Order(6)
  void anExpiredCertificateIsRefused() throws Exception {
    certificates.make("old", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
    installAndWait("old");
    assertThat(user.refused(8, "info", "--server", server.address)).contains("is not trusted");
  }

  private static void installAndWait(String name) throws Exception {
    long before = reloads();
    install(name);
    Cli.await("the server sees " + name, Duration.ofSeconds(60), () -> reloads() > before);
  }

  private static long reloads() {
    try {
      return Files.readString(server.log())
          .lines()
          .filter(l -> l.contains("new TLS files are in use"))
          .count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void awaitLog(String words) {
    Cli.await(words, Duration.ofSeconds(60), () -> reloads() > 0);
  }
}
