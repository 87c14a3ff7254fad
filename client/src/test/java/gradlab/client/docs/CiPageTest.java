package gradlab.client.docs;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The example of docs/ci.md, run as it stands there, against a server that trains. */
class CiPageTest {
  private static final Path PAGE = Path.of("..", "docs", "ci.md");

  @TempDir private Path checkout;

  @BeforeEach
  void checkout() throws IOException {
    Files.createDirectories(checkout.resolve("ci"));
    executable("ci/gradients.sh", block("bash"));
    Path classPath = Path.of("..", "server", "target", "classpath.txt");
    assertThat(classPath).as("the server must be built: run the build of all modules").exists();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String server =
        Path.of("..", "server", "target", "classes").toRealPath()
            + ":"
            + Files.readString(classPath);
    executable(
        "gradlab",
        """
        #!/bin/sh
        if [ "$1" = server ]; then
          shift
          exec '%s' -XX:TieredStopAtLevel=1 -Xmx256m -XX:+UseSerialGC -cp '%s' gradlab.server.ServerMain "$@"
        fi
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' gradlab.client.Main "$@"
        """
            .formatted(java, server, java, System.getProperty("java.class.path")));
  }

  private void executable(String name, String text) throws IOException {
    Path file = Files.writeString(checkout.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static String block(String language) throws IOException {
    var block =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private int run(Map<String, String> variables, String... command) throws Exception {
    var builder = new ProcessBuilder(command).directory(checkout.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GRADLAB_"));
    builder.environment().put("HOME", checkout.toString());
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(checkout.resolve("log").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private String log() throws IOException {
    return Files.readString(checkout.resolve("log"));
  }

  @Test
  void theScriptTrainsChecksExportsAndStopsTheServer() throws Exception {
    int exitCode = run(Map.of(), "ci/gradients.sh");
    assertThat(exitCode).as(log()).isZero();
    Path out = checkout.resolve("gradlab-ci");
    assertThat(out.resolve("runs.csv"))
        .content()
        .startsWith("run,name,network")
        .contains("COMPLETED");
    assertThat(out.resolve("events.csv")).content().contains("train_loss");
    assertThat(out.resolve("gradient-flow.svg")).content().startsWith("<").contains("<svg");
    assertThat(log()).contains("train_loss < 4.7", "yes");
    assertThat(servers()).isEmpty();
  }

  /** The way of the exit code through the script; what `assert` itself does is tested with it. */
  @Test
  void aGateThatDoesNotHoldFailsTheJobWithItsExitCodeAndStopsTheServer() throws Exception {
    executable(
        "gradlab",
        """
        #!/bin/sh
        echo "$@" >> asked
        case $1 in
          server) echo 'gradlab server ready: grpc=127.0.0.1:7 metrics=none'; exec sleep 61234 ;;
          start) echo r1 ;;
          assert) exit 6 ;;
        esac
        """);
    assertThat(run(Map.of("GATE", "train_loss < 0.1"), "ci/gradients.sh")).as(log()).isEqualTo(6);
    assertThat(checkout.resolve("asked"))
        .content()
        .contains("wait r1", "plot gradient-flow r1", "assert r1 train_loss < 0.1 ");
    assertThat(checkout.resolve("gradlab-ci/events.csv")).as("exported all the same").exists();
    assertThat(ProcessHandle.allProcesses().flatMap(p -> p.info().arguments().stream()))
        .as("the script waited for the server's end")
        .noneMatch(arguments -> List.of(arguments).equals(List.of("61234")));
  }

  @Test
  void aServerThatDoesNotStartEndsTheJobWithItsLog() throws Exception {
    executable("gradlab", "#!/bin/sh\necho 'no room' >&2\n");
    assertThat(run(Map.of(), "ci/gradients.sh")).isEqualTo(1);
    assertThat(log()).contains("no room");
  }

  private List<String> servers() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(
            line ->
                line.contains("gradlab.server.ServerMain") && line.contains(checkout.toString()))
        .toList();
  }

  @Test
  void shellcheckLikesIt() throws Exception {
    int exitCode = run(Map.of(), Tool.required("shellcheck").toString(), "ci/gradients.sh");
    assertThat(exitCode).as(log()).isZero();
  }

  @Test
  void theWorkflowRunsTheSameScript() throws Exception {
    var settings = LoadSettings.builder().build();
    var workflow = (Map<?, ?>) new Load(settings).loadFromString(block("yaml"));
    assertThat(workflow.get("on"))
        .as("with quotes, so that no reader takes it for true")
        .isNotNull();
    var job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("gradients");
    assertThat(job.get("runs-on")).isEqualTo("ubuntu-latest");
    var steps = (List<?>) job.get("steps");
    var scripts =
        steps.stream()
            .map(step -> ((Map<?, ?>) step).get("run"))
            .filter(run -> run != null)
            .toList();
    assertThat(scripts).hasSize(1).first().isEqualTo("ci/gradients.sh");
    assertThat(steps.toString()).contains("path=gradlab-ci", "if=always()");
  }
}
