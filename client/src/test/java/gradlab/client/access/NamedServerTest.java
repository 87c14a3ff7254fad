package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins with names, at a server with TLS. */
class NamedServerTest {
  @TempDir private Path folder;

  @Test
  void aNameIsEnoughAndTheDefaultNeedsNone() throws Exception {
    try (var server =
        new RealServer(folder.resolve("server"), "--public", "--listen", "127.0.0.1:0")) {
      var user = new User(folder.resolve("user")).with("GRADLAB_TOKEN", server.token);
      user.ok(
          "login",
          server.address,
          "--fingerprint",
          server.fingerprint,
          "--name",
          "lab",
          "--default");
      var other = new User(folder.resolve("user")); // the token is stored
      assertThat(other.ok("info", "--server", "lab")).contains("version");
      assertThat(other.ok("info")).contains("version");
      assertThat(other.with("GRADLAB_SERVER", "lab").ok("token", "list")).contains("first");
      assertThat(other.ok("servers"))
          .containsPattern("lab +" + server.address + " +yes +yes +certificate SHA256:")
          .doesNotContain(server.token);
      // logging in again keeps the name
      user.ok("login", server.address);
      assertThat(other.ok("servers")).contains("lab");
      assertThat(other.refused(2, "info", "--server", "lag")).contains("did you mean lab?");
      other.ok("servers", "forget", "lab");
      assertThat(other.refused(2, "info")).contains("no server is known as 'lab'");
    }
  }
}
