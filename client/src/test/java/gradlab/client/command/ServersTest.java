package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.trust.Fingerprint;
import gradlab.client.trust.KnownServer;
import gradlab.client.trust.Login;
import gradlab.client.trust.Logins;
import gradlab.client.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers by name. */
class ServersTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void logins() {
    environment.put("HOME", home.toString());
    var secret =
        new Login(
            new Trust.Pinned(new Fingerprint("1".repeat(64))),
            Optional.of("secret"),
            Optional.empty());
    var logins = new Logins(environment);
    logins.store(new KnownServer("gpu-box:50051", Optional.of("lab"), secret));
    logins.store(new KnownServer(server.address(), Optional.of("home"), Login.NONE));
    logins.store(new KnownServer("other:1", Optional.empty(), Login.NONE));
  }

  private Cli run(String... arguments) {
    return Cli.with(environment).run(arguments);
  }

  @Test
  void areListedWithoutTheirTokens() throws Exception {
    var cli = run("servers");
    assertThat(cli.lines()).hasSize(4).first().asString().startsWith("NAME");
    assertThat(cli.lines().get(2)).matches("lab +gpu-box:50051 +yes +certificate SHA256:1+");
    assertThat(cli.out()).doesNotContain("secret");
    assertThat(run("servers", "--output", "json").lines().get(1))
        .startsWith(
            "{\"default\":false,\"name\":\"lab\",\"server\":\"gpu-box:50051\",\"token\":true,");
    try (var files = Files.list(home.resolve(".config/gradlab/logins"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aNameStandsForAnAddressEverywhere() {
    assertThat(run("info", "--server", "home").exitCode()).isZero();
    environment.put("GRADLAB_SERVER", "home");
    assertThat(run("info").exitCode()).isZero();
    assertThat(run("info", "--server", "127.0.0.1:1").err())
        .contains("no gradlab server at 127.0.0.1:1");
  }

  @Test
  void theDefaultIsMeantWhereNothingIsSaid() {
    assertThat(run("servers", "default", "home").exitCode()).isZero();
    assertThat(run("info").exitCode()).isZero();
    assertThat(run("servers").out()).containsPattern("home +" + server.address() + " +yes +no");
    assertThat(run("servers", "default", "127.0.0.1:1").exitCode()).isZero();
    assertThat(run("info").err()).contains("127.0.0.1:1");
    environment.put("GRADLAB_SERVER", "home");
    assertThat(run("info").exitCode()).as("the variable goes before the default").isZero();
  }

  @Test
  void aWrongNameGetsTheKnownOnes() {
    var cli = run("info", "--server", "lba");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains(
            "--server: no server is known as 'lba'; these are:",
            "  home  " + server.address(),
            "  lab  gpu-box:50051",
            "next: did you mean lab?");
    environment.put("GRADLAB_SERVER", "nowhere");
    assertThat(run("info").err()).contains("GRADLAB_SERVER: no server is known as 'nowhere'");
    assertThat(new Cli().run("info", "--server", "x").err()).doesNotContain("these are");
  }

  @Test
  void whatIsForgottenIsGoneWithItsTokenAndAsDefault() {
    run("servers", "default", "lab");
    var cli = run("servers", "forget", "lab", "other:1");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).contains("forgot lab", "forgot other:1");
    assertThat(run("servers").lines()).hasSize(2);
    assertThat(home.resolve(".config/gradlab/default-server")).doesNotExist();
    assertThat(run("servers", "forget", "lab").exitCode()).isEqualTo(2);
    assertThat(run("servers", "forget", "x:1").err()).contains("there is no login at x:1");
  }

  @Test
  void aNameIsOneServers() {
    var taken = run("login", "new:1", "--insecure", "--name", "lab");
    assertThat(taken.exitCode()).isEqualTo(2);
    assertThat(taken.err()).contains("--name: lab is already gpu-box:50051", "servers forget lab");
    assertThat(run("login", "new:1", "--insecure", "--name", "a:1").err()).contains("is no name");
  }
}
