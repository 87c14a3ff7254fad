package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Terraform files without Google's provider, which no package registry has: parsed, and held
 * against an excerpt of its schema. What needs no provider, Terraform itself runs.
 */
class TerraformTest {
  private static final Path FOLDER = Path.of("terraform").toAbsolutePath();
  private static TerraformFiles configuration;
  private static ProviderSchema schema;

  @BeforeAll
  static void read() throws Exception {
    configuration = TerraformFiles.read(FOLDER);
    schema = new ProviderSchema();
  }

  @Test
  void everyArgumentIsTheProviders() {
    var resources = configuration.resources();
    assertThat(resources.keySet()).isEqualTo(configuration.names("resource"));
    resources.forEach(
        (name, body) ->
            assertThat(schema.faults(name.replaceAll("\\..*", ""), body)).as(name).isEmpty());
  }

  @Test
  void theCheckSeesFaults() {
    var disk =
        new HashMap<Object, Object>(configuration.resources().get("google_compute_disk.state"));
    disk.put("sizes", 5);
    disk.remove("name");
    assertThat(schema.faults("google_compute_disk", disk))
        .containsExactlyInAnyOrder(
            "google_compute_disk has no argument sizes", "google_compute_disk: name is required");
    assertThat(
            schema.faults(
                "google_compute_firewall", Map.of("name", "x", "network", "y", "allow", Map.of())))
        .containsExactly("google_compute_firewall.allow: protocol is required");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(configuration.names("variable"))
        .isEqualTo(configuration.references("\\bvar\\.(\\w+)"));
    assertThat(configuration.locals()).isEqualTo(configuration.references("\\blocal\\.(\\w+)"));
    assertThat(configuration.references("\\bmodule\\.(\\w+\\.\\w+)"))
        .containsExactlyInAnyOrder("machine.type", "machine.accelerators");
    var references = configuration.references("(?<!data\\.)\\b(google_\\w+\\.\\w+)\\b");
    assertThat(references).isNotEmpty();
    assertThat(configuration.names("resource")).containsAll(references);
    for (String used : configuration.references("(?<!data\\.)\\b(google_\\w+\\.\\w+\\.\\w+)")) {
      var parts = used.split("\\.");
      assertThat(schema.hasAttribute(parts[0], parts[2])).as(used).isTrue();
    }
    assertThat(schema.hasAttribute("data.google_project", "number")).isTrue();
  }

  private static Map<?, ?> resource(String name) {
    return configuration.resources().get(name);
  }

  @Test
  void costEndsByItself() {
    var scheduling = (Map<?, ?>) resource("google_compute_instance.gradlab").get("scheduling");
    assertThat(scheduling.get("instance_termination_action")).hasToString("STOP");
    assertThat(scheduling.get("on_host_maintenance")).hasToString("TERMINATE");
    assertThat(scheduling.containsKey("max_run_duration")).isTrue();
    assertThat(configuration.text())
        .contains("--idle-shutdown ${var.idle_shutdown} --idle-command /usr/lib/gradlab/gce-stop")
        .contains("--preemption-notice gce", "[0.5, 0.8, 1.0]")
        .containsPattern("variable \"spot\" \\{[^}]*default +=? *true")
        .containsPattern("variable \"gpu\" \\{[^}]*default +=? *\"T4\"");
  }

  @Test
  void onlySshFromIapComesIn() {
    assertThat(configuration.names("resource").stream().filter(n -> n.contains("firewall")))
        .containsExactly("google_compute_firewall.ssh_from_iap");
    var rule = resource("google_compute_firewall.ssh_from_iap");
    assertThat(rule.get("source_ranges")).hasToString("[35.235.240.0/20]");
    assertThat(((Map<?, ?>) rule.get("allow")).get("ports")).hasToString("[22]");
    assertThat(configuration.text()).contains("--public --listen 127.0.0.1:50051");
  }

  @Test
  void theInstancesAccountHasTwoRights() {
    var ofTheInstance = "member += google_service_account\\.gradlab\\.member";
    assertThat(configuration.text().split(ofTheInstance, -1)).hasSize(3);
    assertThat(resource("google_project_iam_custom_role.stop").get("permissions"))
        .hasToString("[compute.instances.stop]");
    assertThat(resource("google_storage_bucket_iam_member.package").get("role"))
        .hasToString("roles/storage.objectViewer");
  }

  @Test
  void terraformItselfLikesTheFormAndTheTableOfMachines(@TempDir Path folder) throws Exception {
    assumeTrue(Tool.isThere("terraform"), "terraform is not on PATH; no package registry has it");
    terraform(FOLDER, "fmt -check -recursive .");
    try (var files = Files.list(FOLDER.resolve("machine"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    for (String command : List.of("init -input=false", "validate", "test")) {
      terraform(folder, command);
    }
  }

  private static void terraform(Path folder, String command) throws Exception {
    // settings of this machine's user do not count, and nothing is asked of the network
    Ran.command(
            Map.of("TF_CLI_CONFIG_FILE", "/dev/null", "CHECKPOINT_DISABLE", "1"),
            Stream.concat(Stream.of("terraform", "-chdir=" + folder), Stream.of(command.split(" ")))
                .toList())
        .expectSuccess();
  }
}
