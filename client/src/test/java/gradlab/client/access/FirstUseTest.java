package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradlab.client.fake.Cli;
import java.io.BufferedWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `gradlab login` at a terminal, which util-linux' script makes. */
class FirstUseTest {
  /** Two JVMs start meanwhile, perhaps on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  @TempDir private Path folder;

  @Test
  void asksShowsTheFingerprintAndHidesTheToken() throws Exception {
    boolean there = Files.isExecutable(SCRIPT);
    assertThat(there || System.getenv("GRADLAB_REQUIRE_TOOLS") == null)
        .as(SCRIPT + " is missing")
        .isTrue();
    assumeTrue(there, SCRIPT + " is missing");
    try (var server =
        new RealServer(folder.resolve("state"), "--public", "--listen", "127.0.0.1:0")) {
      var no = new Terminal(folder, server.address);
      no.await("Trust it from now on? [y/N]");
      assertThat(no.screen()).contains(server.fingerprint);
      no.type("n");
      assertThat(no.exitCode()).isEqualTo(8);
      assertThat(no.screen()).contains("nothing was stored");
      assertThat(folder.resolve("config")).doesNotExist();

      var yes = new Terminal(folder, server.address);
      yes.await("Trust it from now on? [y/N]");
      yes.type("y");
      yes.await("token:");
      yes.type(server.token);
      assertThat(yes.exitCode()).as(yes.screen()).isZero();
      assertThat(yes.screen()).contains("logged in", "admin").doesNotContain(server.token);
      var user = new User(folder);
      assertThat(user.ok("token", "list", "--server", server.address)).contains("first");
    }
  }

  private static final class Terminal {
    private final Process process;
    private final StringBuffer screen = new StringBuffer();
    private final CompletableFuture<Void> read;
    private final BufferedWriter keyboard;

    Terminal(Path home, String address) throws Exception {
      var client =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              "gradlab.client.Main",
              "login",
              address);
      var builder =
          new ProcessBuilder(
              SCRIPT.toString(), "-qefc", "exec " + String.join(" ", client), "/dev/null");
      var environment = builder.environment();
      environment.put("HOME", home.toString());
      environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
      environment.put("SHELL", "/bin/sh");
      environment.put("TERM", "dumb");
      for (String name : new ArrayList<>(environment.keySet())) {
        if (name.startsWith("GRADLAB_")) {
          environment.remove(name);
        }
      }
      environment.put("GRADLAB_TTY", "012");
      process = builder.redirectErrorStream(true).start();
      keyboard = process.outputWriter(StandardCharsets.UTF_8);
      Reader in = process.inputReader(StandardCharsets.UTF_8);
      read =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int c = in.read(); c >= 0; c = in.read()) {
                    screen.append((char) c);
                  }
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    }

    String screen() {
      return screen.toString();
    }

    void await(String text) {
      Cli.await(text, PATIENCE, () -> screen().contains(text) || !process.isAlive());
      assertThat(screen()).contains(text);
    }

    void type(String line) throws Exception {
      keyboard.write(line + "\n");
      keyboard.flush();
    }

    int exitCode() throws Exception {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(screen()).isTrue();
      read.get(10, TimeUnit.SECONDS);
      return process.exitValue();
    }
  }
}
