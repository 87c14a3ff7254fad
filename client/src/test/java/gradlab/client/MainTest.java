package gradlab.client;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeRun;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client as a process of its own. */
class MainTest {
  @RegisterExtension final FakeServer server = new FakeServer();

  @Test
  void theExitCodeIsTheProcesss() throws Exception {
    Process client = client("show", "nosuch");
    assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(client.exitValue()).isEqualTo(4);
    assertThat(text(client.getInputStream().readAllBytes())).isEmpty();
    assertThat(text(client.getErrorStream().readAllBytes())).contains("gradlab: no run's id");
  }

  @Test
  void dataIsUtf8WhateverTheLocale() throws Exception {
    server.add(Samples.run("r1", "Läufer 勾配", "VGG_08"));
    Process client = client("runs", "--output", "csv");
    assertThat(text(client.getInputStream().readAllBytes())).contains("r1,Läufer 勾配,VGG_08");
    assertThat(client.waitFor()).isZero();
  }

  @Test
  void ctrlCIsThree() throws Exception {
    FakeRun run = server.add(Samples.run("r1", "one", "VGG_08"));
    Process client = client("tail", "r1");
    Cli.await("following", () -> run.followers() == 1);
    new ProcessBuilder("kill", "-INT", Long.toString(client.pid())).start().waitFor();
    assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(client.exitValue()).isEqualTo(3);
    assertThat(text(client.getErrorStream().readAllBytes())).contains("`gradlab stop r1` stops it");
  }

  @Test
  void endsWhenTheReaderOfItsPipeHasGone() throws Exception {
    FakeRun run = server.add(Samples.run("r1", "one", "VGG_08"));
    Process client = client("tail", "r1");
    Cli.await("following", () -> run.followers() == 1);
    client.getInputStream().close();
    run.append(Samples.step(0, 1, 4.6));
    run.append(Samples.step(0, 2, 4.6));
    assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(client.exitValue()).isZero();
  }

  /** With the default disposition of SIGINT: this JVM may have been started without. */
  private Process client(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("gradlab.client.Main");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("GRADLAB_SERVER", server.address());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("GRADLAB_TTY", "");
    return builder.start();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
