package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.ScriptTerminal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `gradlab login` at a terminal, which util-linux' script makes. */
class FirstUseTest {
  @TempDir private Path folder;

  @Test
  void asksShowsTheFingerprintAndHidesTheToken() throws Exception {
    try (var server =
        new RealServer(folder.resolve("state"), "--public", "--listen", "127.0.0.1:0")) {
      var no = new ScriptTerminal(folder, Map.of("TERM", "dumb"), "login", server.address);
      no.await("Trust it from now on? [y/N]");
      assertThat(no.screen()).contains(server.fingerprint);
      no.type("n\n");
      assertThat(no.exitCode()).isEqualTo(8);
      assertThat(no.screen()).contains("nothing was stored");
      assertThat(folder.resolve("config")).doesNotExist();

      var yes = new ScriptTerminal(folder, Map.of("TERM", "dumb"), "login", server.address);
      yes.await("Trust it from now on? [y/N]");
      yes.type("y\n");
      yes.await("token:");
      yes.type(server.token + "\n");
      assertThat(yes.exitCode()).as(yes.screen()).isZero();
      assertThat(yes.screen()).contains("logged in", "admin").doesNotContain(server.token);
      var user = new User(folder);
      assertThat(user.ok("token", "list", "--server", server.address)).contains("first");
    }
  }
}
