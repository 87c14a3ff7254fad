package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's image, run as compose.yaml says, by chroot: no container engine is needed. */
class ServerImageIT {
  private static final Path ARCHIVE = Path.of(System.getProperty("gradlab.image", "(none)"));
  private static final String TOKEN_MAKER = "/services/metrics-token/entrypoint";

  @TempDir private static Path folder;
  private static Container container;
  private static JsonNode compose;

  @BeforeAll
  static void unpack() throws Exception {
    Tool.rootNeeded();
    for (String tool : List.of("unshare", "nsenter", "chroot", "tar")) {
      Tool.needed(tool, "Debian's util-linux, coreutils or tar");
    }
    Tool.needed(
        Files.exists(ARCHIVE), ARCHIVE + " is not there; deploy/image/base is the way to it");
    compose = YamlFile.one(Ran.ROOT.resolve("deploy/compose.yaml"));
    container = new Container(ARCHIVE, folder);
  }

  private static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** What compose.yaml says, on loopback's free ports. */
  private static List<String> serverCommand() {
    var command = new ArrayList<>(strings(compose.at("/services/server/command")));
    command.removeIf(word -> word.startsWith("--metrics-listen="));
    command.addAll(List.of("--listen=127.0.0.1:0", "--metrics-listen=127.0.0.1:0"));
    return command;
  }

  private static List<String> gradlab(String server, String... words) {
    var line = new ArrayList<>(List.of("/usr/bin/gradlab"));
    line.addAll(List.of(words));
    line.addAll(List.of("--server", server));
    return line;
  }

  @Test
  void trainsAnswersAndStopsWithACheckpoint() throws Exception {
    assertThat(container.user()).as("not root").isEqualTo("10001:10001");
    container.run(strings(compose.at(TOKEN_MAKER))).expectSuccess();
    Path token = container.volume("run/metrics-token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
        .isEqualTo("rw-r-----");
    String secret = Files.readString(token);
    assertThat(secret).matches("[0-9a-f]{64}");

    try (var server = container.start(serverCommand())) {
      var lines = server.awaitLine("gradlab server ready: ");
      assertThat(lines)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "gradlab login 127\\.0\\.0\\.1:50051 --fingerprint \\S+ --token \\S+"));
      String ready = lines.get(lines.size() - 1);
      String address = ready.replaceAll(".* grpc=(\\S+) .*", "$1");
      assertThat(health(server, address).exitCode()).isZero();
      assertThat(health(server, "127.0.0.1:1").exitCode()).isNotZero();
      assertThat(server.exec(List.of("/bin/touch", "/usr/bin/x")).output())
          .contains("Read-only file system");

      String said =
          server
              .exec(gradlab(address, "start", "VGG_08", "--max-steps", "5", "--follow"))
              .expectSuccess();
      assertThat(said).contains("gradients of step 5", "COMPLETED");

      URI page = URI.create(ready.replaceAll(".* metrics=", ""));
      assertThat(get(page, "Bearer nothing").statusCode()).isEqualTo(401);
      assertThat(get(page, "Bearer " + secret).body()).contains("jvm_");

      String run =
          server.exec(gradlab(address, "start", "VGG_08", "--name", "long")).expectSuccess();
      String id = run.lines().filter(line -> line.startsWith("vgg-")).findFirst().orElseThrow();
      awaitTraining(server, address, id);
      int grace =
          Integer.parseInt(
              compose.at("/services/server/stop_grace_period").asText().replace("s", ""));
      assertThat(server.stop(grace)).isZero();
      try (var saved = Files.list(container.volume("state/state/runs/" + id + "/checkpoints"))) {
        assertThat(saved).isNotEmpty();
      }
    }
    container.run(strings(compose.at(TOKEN_MAKER))).expectSuccess();
    assertThat(token).as("made once").hasContent(secret);
  }

  /** Its first step: the worker says so in an event, which `tail` shows as it comes. */
  private static void awaitTraining(Container.Running server, String address, String id)
      throws Exception {
    String line = "/usr/bin/gradlab tail %s --server %s | grep -m 1 'starts at step'";
    server.exec(List.of("/bin/sh", "-c", line.formatted(id, address))).expectSuccess();
  }

  private static Ran health(Container.Running server, String address) throws Exception {
    var test = strings(compose.at("/services/server/healthcheck/test"));
    assertThat(test.get(0)).isEqualTo("CMD");
    return server.exec(
        test.stream()
            .skip(1)
            .map(word -> word.equals("127.0.0.1:50051") ? address : word)
            .toList());
  }

  private static HttpResponse<String> get(URI page, String authorization) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(page).header("Authorization", authorization).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
