package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Kubernetes example: its own kinds by the rules that Kubernetes' client is generated with, and
 * that one part finds the other. There is no schema at hand for ServiceMonitor: its names are ours.
 */
class KubernetesManifestsTest {
  private static final String MODELS = "io.kubernetes.client.openapi.models.V1";
  private static Map<String, JsonNode> manifests;

  @BeforeAll
  static void read() throws Exception {
    manifests =
        YamlFile.all(Ran.ROOT.resolve("deploy/kubernetes/gradlab.yaml")).stream()
            .collect(Collectors.toMap(m -> m.get("kind").asText(), m -> m));
  }

  /** Throws what the generated code throws: unknown and missing fields, wrong types. */
  private static void validate(String kind, JsonNode manifest) throws Throwable {
    // by name: the classes carry annotations of a library that nothing here needs
    var check = Class.forName(MODELS + kind).getMethod("validateJsonElement", JsonElement.class);
    try {
      check.invoke(null, JsonParser.parseString(manifest.toString()));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void everyKindIsWhatKubernetesTakes() throws Throwable {
    assertThat(manifests)
        .containsOnlyKeys("PersistentVolumeClaim", "Deployment", "Service", "ServiceMonitor");
    for (String kind : List.of("PersistentVolumeClaim", "Deployment", "Service")) {
      validate(kind, manifests.get(kind));
    }
    for (String misspelt : List.of("containers", "readOnlyRootFilesystem", "claimName")) {
      var text = manifests.get("Deployment").toString().replace(misspelt, "x" + misspelt);
      var broken = new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
      assertThatThrownBy(() -> validate("Deployment", broken)).hasMessageContaining(misspelt);
    }
  }

  private static JsonNode pod() {
    return manifests.get("Deployment").at("/spec/template/spec");
  }

  private static Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @Test
  void onePartFindsTheOther() {
    var labels = manifests.get("Deployment").at("/spec/template/metadata/labels");
    assertThat(manifests.get("Deployment").at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(manifests.get("Service").at("/spec/selector")).isEqualTo(labels);
    var monitor = manifests.get("ServiceMonitor");
    assertThat(monitor.get("apiVersion").asText()).isEqualTo("monitoring.coreos.com/v1");
    assertThat(monitor.get("spec").fieldNames()).toIterable().containsOnly("selector", "endpoints");
    assertThat(monitor.at("/spec/selector/matchLabels"))
        .isEqualTo(manifests.get("Service").at("/metadata/labels"));
    var endpoint = monitor.at("/spec/endpoints/0");
    assertThat(endpoint.fieldNames())
        .toIterable()
        .containsOnly("port", "interval", "authorization");
    assertThat(all(manifests.get("Service").at("/spec/ports")).map(p -> p.get("name").asText()))
        .contains(endpoint.get("port").asText());
    assertThat(all(pod().at("/containers/0/ports")).map(p -> p.get("name").asText()))
        .containsAll(
            all(manifests.get("Service").at("/spec/ports"))
                .map(p -> p.get("targetPort").asText())
                .toList());
    var mounts =
        all(pod().at("/containers/0/volumeMounts")).map(m -> m.get("name").asText()).toList();
    assertThat(all(pod().get("volumes")).map(v -> v.get("name").asText()))
        .hasSameElementsAs(mounts);
    assertThat(pod().at("/volumes/0/persistentVolumeClaim/claimName"))
        .isEqualTo(manifests.get("PersistentVolumeClaim").at("/metadata/name"));
    assertThat(pod().at("/volumes/1/secret/secretName"))
        .isEqualTo(endpoint.at("/authorization/credentials/name"));
    assertThat(pod().toString())
        .contains(
            "--metrics-token-file="
                + "/run/gradlab/"
                + endpoint.at("/authorization/credentials/key").asText());
  }

  @Test
  void oneGpuOneServerAndNoRights() {
    var container = pod().at("/containers/0");
    assertThat(container.at("/resources/limits/nvidia.com~1gpu").asInt()).isEqualTo(1);
    assertThat(manifests.get("Deployment").at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(manifests.get("Deployment").at("/spec/strategy/type").asText())
        .as("two servers cannot share the volume")
        .isEqualTo("Recreate");
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod().at("/terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void theImageIsThatOfTheComposeFile() throws Exception {
    var gpu = YamlFile.one(Ran.ROOT.resolve("deploy/compose.gpu.yaml"));
    assertThat(pod().at("/containers/0/image")).isEqualTo(gpu.at("/services/server/image"));
  }
}
