package gradlab.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with a launcher that starts a scripted server as a real process. */
class DemoTest {
  @TempDir private Path folder;
  private Path out;
  private Path pidFile;

  @BeforeEach
  void paths() {
    out = folder.resolve("out with space");
    pidFile = folder.resolve("pid");
  }

  @AfterEach
  void nothingIsLeftRunning() throws IOException {
    Optional<ProcessHandle> server =
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
    assertThat(server.filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void showsTheContrastAndKeepsTheFiles() throws Exception {
    var cli = demo("good").run("demo", "--out", out.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.lines().get(0)).startsWith("bundled sample: 2000 real images");
    assertThat(cli.out())
        .contains("VGG_08  epoch 0  train loss 4.5000")
        .contains("VGG_38  epoch 1  train loss 4.6052")
        .containsPattern(
            "(?m)^input_conv_conv_0 +4\\.100e-02  █+[▏▎▍▌▋▊▉]? +0 +4\\.100e-02  █+[▏▎▍▌▋▊▉]?$")
        .contains("VGG_08: healthy. gradient_ratio 1.0")
        .contains("VGG_38: vanishing. gradient_ratio 4.4e-14 < 1e-3")
        .contains("VGG_38 bn_residual: healthy. gradient_ratio 1.0")
        .containsPattern("(?m)^The demo took \\d+s\\.$");
    assertThat(out.resolve("gradient_flow.svg")).content().contains("run1 run2 run3");
    assertThat(out.resolve("VGG_08/summary.csv")).content().endsWith("of run1");
    assertThat(out.resolve("VGG_38/summary.csv")).content().endsWith("of run2");
    assertThat(out.resolve("VGG_38_bn_residual/summary.csv")).content().endsWith("of run3");
    assertThat(out.resolve("server.log"))
        .content()
        .contains("server, --listen, 127.0.0.1:0, --metrics-listen, 127.0.0.1:0, --state-dir, ");
    try (var files = Files.walk(out)) {
      assertThat(files.filter(p -> p.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void withoutTheContrastAGateDidNotHold() throws Exception {
    var cli = demo("contrast-less").run("demo", "--out", out.toString());
    assertThat(cli.exitCode()).isEqualTo(6);
    assertThat(cli.err()).contains("VGG_38 should not have learned: train_loss 4.1");
    assertThat(out.resolve("gradient_flow.svg")).exists();
  }

  @Test
  void aFailedRunEndsTheDemo() throws Exception {
    var cli = demo("run-fails").run("demo", "--out", out.toString());
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("VGG_08 ended as FAILED: the worker died: signal 9", "server.log");
  }

  @Test
  void aServerThatDoesNotStartShowsItsLog() throws Exception {
    var cli = demo("dies").run("demo", "--out", out.toString());
    assertThat(cli.exitCode()).isEqualTo(5);
    assertThat(cli.err()).contains("the server ended before it was ready", "  the port is taken");
  }

  @Test
  void ctrlCStopsTheServerToo() throws Exception {
    var cli = demo("hangs");
    var thread = new Thread(() -> cli.run("demo", "--out", out.toString()));
    thread.start();
    Cli.await("the first epoch", () -> cli.out().contains("VGG_08  epoch 0"));
    thread.interrupt();
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err()).contains("interrupted");
  }

  /** A launcher that writes down its process before it becomes the scripted server. */
  private Cli demo(String behaviour) throws IOException {
    Path launcher = folder.resolve("launcher");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        echo $$ > '%s'
        exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' gradlab.client.demo.FakeServerMain "$@" %s
        """
            .formatted(pidFile, java, System.getProperty("java.class.path"), behaviour));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    return Cli.with("GRADLAB_LAUNCHER", launcher.toString());
  }
}
