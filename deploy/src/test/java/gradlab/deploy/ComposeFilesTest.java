package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose files, against the specification's own schema and our promises. */
class ComposeFilesTest {
  private static final Path DEPLOY = Ran.ROOT.resolve("deploy");

  private static JsonNode file(String name) throws IOException {
    return YamlFile.one(DEPLOY.resolve(name));
  }

  private static JsonSchema schema() throws IOException {
    try (var in = ComposeFilesTest.class.getResourceAsStream("/compose-spec/compose-spec.json")) {
      var schema = new ObjectMapper().readTree(in);
      withoutIds(schema);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909).getSchema(schema);
    }
  }

  /** It says draft 2019-09 and has draft 4's "id", which nothing refers to. */
  private static void withoutIds(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("id").isTextual()) {
      object.remove("id");
    }
    node.forEach(ComposeFilesTest::withoutIds);
  }

  private static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> services(JsonNode file) {
    var names = new ArrayList<String>();
    file.get("services").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.gpu.yaml"})
  void isWhatTheSpecificationAllows(String name) throws Exception {
    var file = (ObjectNode) file(name);
    JsonNode project = file.remove("name"); // newer than our copy of the schema
    if (project != null) {
      assertThat(project.asText()).matches("[a-z0-9][a-z0-9_-]*");
    }
    assertThat(schema().validate(file)).extracting(ValidationMessage::getMessage).isEmpty();
  }

  @Test
  void theSchemaSeesAMisspeltKey() throws Exception {
    var broken = file("compose.yaml").deepCopy();
    var server = (ObjectNode) broken.at("/services/server");
    server.put("readonly", true);
    assertThat(schema().validate(broken)).isNotEmpty();
  }

  @Test
  void everyServiceIsLockedInAndPinned() throws Exception {
    var compose = file("compose.yaml");
    for (String name : services(compose)) {
      var service = compose.get("services").get(name);
      assertThat(service.get("read_only").asBoolean()).as(name).isTrue();
      assertThat(strings(service.get("cap_drop"))).as(name).containsExactly("ALL");
      assertThat(strings(service.get("security_opt"))).contains("no-new-privileges:true");
      assertThat(service.has("privileged")).as(name).isFalse();
      assertThat(service.get("image").asText())
          .as(name)
          .matches("[a-z0-9/.-]+:v?[0-9]+\\.[0-9]+\\.[0-9]+");
      for (String port : strings(service.path("ports"))) {
        assertThat(port).as(name).startsWith("127.0.0.1:");
      }
    }
    for (String name : List.of("server", "prometheus", "grafana")) {
      var service = compose.get("services").get(name);
      assertThat(strings(service.at("/healthcheck/test"))).as(name).startsWith("CMD");
      assertThat(strings(service.get("ports"))).as(name).hasSize(1);
    }
  }

  @Test
  void theServerAsksForTlsAndTokenAndHasTimeToCheckpoint() throws Exception {
    var server = file("compose.yaml").at("/services/server");
    assertThat(strings(server.get("command")))
        .contains("--public", "--login-address=127.0.0.1:50051", "--metrics-listen=0.0.0.0:9464");
    assertThat(strings(server.get("ports"))).containsExactly("127.0.0.1:50051:50051");
    assertThat(server.get("stop_signal").asText()).isEqualTo("SIGTERM");
    assertThat(Integer.parseInt(server.get("stop_grace_period").asText().replace("s", "")))
        .as("a worker has 30 s for its checkpoint")
        .isGreaterThanOrEqualTo(60);
  }

  /** The server writes as gradlab's group, Prometheus reads through it. */
  @Test
  void prometheusReadsTheTokenThatTheServerAsksFor() throws Exception {
    var compose = file("compose.yaml");
    var maker = strings(compose.at("/services/metrics-token/entrypoint"));
    assertThat(strings(compose.at("/services/server/command")))
        .contains("--metrics-token-file=" + maker.get(1));
    for (String service : List.of("server", "prometheus")) {
      assertThat(strings(compose.at("/services/" + service + "/volumes")))
          .as("may look, not change")
          .contains("metrics-token:/run/gradlab:ro");
    }
    assertThat(compose.at("/services/prometheus/user").asText()).endsWith(":10001");
    Path configuration = DEPLOY.resolve("prometheus/prometheus.yml");
    assumeTrue(Files.exists(configuration), "there is no " + configuration);
    var jobs = YamlFile.one(configuration).get("scrape_configs");
    assertThat(jobs)
        .as("one of the jobs scrapes server:9464 with the token")
        .anySatisfy(
            job -> {
              assertThat(job.at("/authorization/credentials_file").asText())
                  .isEqualTo(maker.get(1));
              assertThat(strings(job.at("/static_configs/0/targets"))).contains("server:9464");
            });
  }

  @Test
  void whatIsMountedIsThere() throws Exception {
    var compose = file("compose.yaml");
    assumeTrue(Files.exists(Ran.ROOT.resolve("grafana")), "there is no grafana/ here");
    var mounts =
        services(compose).stream()
            .flatMap(name -> strings(compose.at("/services/" + name + "/volumes")).stream())
            .filter(volume -> volume.startsWith("."))
            .map(volume -> volume.replaceAll(":.*", ""));
    assertThat(mounts).hasSize(3).allSatisfy(source -> assertThat(DEPLOY.resolve(source)).exists());
  }

  @Test
  void theImagesAreThoseOfThisVersion() throws Exception {
    String version;
    try (var in = ComposeFilesTest.class.getResourceAsStream("/gradlab.version")) {
      version = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    var images = Stream.of("compose.yaml", "compose.gpu.yaml").map(this::serverImage);
    assertThat(images).allSatisfy(image -> assertThat(image).endsWith(":" + version));
    var up = Files.readString(DEPLOY.resolve("up"));
    assertThat(up).contains(serverImage("compose.yaml"), serverImage("compose.gpu.yaml"));
  }

  private String serverImage(String name) {
    try {
      return file(name).at("/services/server/image").asText();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theGpuFileChangesServicesThatAreThere() throws Exception {
    var gpu = file("compose.gpu.yaml");
    assertThat(services(file("compose.yaml"))).containsAll(services(gpu));
    assertThat(gpu.at("/services/server/deploy/resources/reservations/devices/0/driver").asText())
        .isEqualTo("nvidia");
  }
}
