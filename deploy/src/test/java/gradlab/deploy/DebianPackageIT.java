package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package, from its building to its end, on a copy of this machine with a systemd of its
 * own: see package-life and startup-life for the steps.
 */
class DebianPackageIT {
  private static final String SCRIPTS = Ran.ROOT.resolve("deploy/src/test/sh").toString();

  /** The package; made once. */
  private static String first;

  @TempDir private Path folder;

  private Path empty(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }

  private static String build(String version) throws Exception {
    var said =
        Ran.command(
                Map.of("GRADLAB_BUILT", "1", "GRADLAB_VERSION", version),
                List.of("deploy/deb/build"))
            .expectSuccess();
    return said.lines().reduce((first, second) -> second).orElseThrow();
  }

  private Ran onScratchMachine(String folderName, String... command) throws Exception {
    var words = new java.util.ArrayList<>(List.of(SCRIPTS + "/scratch-machine"));
    words.add(empty(folderName).toString());
    words.addAll(List.of(command));
    return Ran.command(Map.of(), words);
  }

  @BeforeEach
  void toolsAndPackage() throws Exception {
    if (first != null) {
      return;
    }
    Tool.rootNeeded();
    for (String tool : List.of("dpkg-deb", "unshare", "nsenter", "systemd-analyze")) {
      Tool.needed(tool, "Debian's dpkg, util-linux or systemd");
    }
    var machine = onScratchMachine("probe", "/bin/true");
    Tool.needed(
        machine.exitCode() == 0, "no overlays, namespaces or cgroup v2 here: " + machine.output());
    first = build("0.1.0");
  }

  @Test
  void livesFromInstallationToPurge() throws Exception {
    String second = build("0.1.1");
    try {
      String said =
          onScratchMachine("life", SCRIPTS + "/package-life", first, second).expectSuccess();
      assertThat(said).contains("ok: is started by systemd", "ok: nothing stays behind");
    } finally {
      Files.delete(Path.of(second));
    }
  }

  @Test
  void isInstalledByTheStartupScriptOfAnInstance() throws Exception {
    String said = onScratchMachine("startup", SCRIPTS + "/startup-life", first).expectSuccess();
    assertThat(said).contains("ok: the first boot", "ok: a new package is installed");
  }
}
