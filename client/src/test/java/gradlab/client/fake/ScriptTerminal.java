package gradlab.client.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The client as a process at a terminal, which util-linux' script makes. */
public final class ScriptTerminal {
  /** JVMs start meanwhile, perhaps on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final StringBuffer screen = new StringBuffer();
  private final CompletableFuture<Void> read;
  private final BufferedWriter keyboard;

  /**
   * @param home of the user
   * @param variables beside those that a user has
   */
  public ScriptTerminal(Path home, Map<String, String> variables, String... arguments)
      throws IOException {
    // With the default disposition of SIGINT: this JVM may have been started without.
    var client =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "gradlab.client.Main"));
    client.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(
            Tool.required("script").toString(),
            "-qefc",
            "exec " + String.join(" ", client),
            "/dev/null");
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GRADLAB_"));
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("SHELL", "/bin/sh");
    environment.put("GRADLAB_TTY", "012");
    environment.putAll(variables);
    process = builder.redirectErrorStream(true).start();
    keyboard = process.outputWriter(StandardCharsets.UTF_8);
    Reader in = process.inputReader(StandardCharsets.UTF_8);
    read = CompletableFuture.runAsync(() -> readAll(in));
  }

  private void readAll(Reader in) {
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        screen.append((char) c);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was written to it. */
  public String screen() {
    return screen.toString();
  }

  public void await(String text) {
    Cli.await(text, PATIENCE, () -> screen().contains(text) || !process.isAlive());
    assertThat(screen()).contains(text);
  }

  /** Keys as the terminal sends them: a line ends with a line feed, Ctrl-C is U+0003. */
  public void type(String keys) throws IOException {
    keyboard.write(keys);
    keyboard.flush();
  }

  public int exitCode() throws Exception {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(screen()).isTrue();
    read.get(10, TimeUnit.SECONDS);
    return process.exitValue();
  }
}
