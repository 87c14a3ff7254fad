package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The service's unit; {@link DebianPackageIT} has systemd start it. */
class SystemdUnitTest {
  private static final Path UNIT = Ran.ROOT.resolve("deploy/systemd/gradlab.service");
  private static final Pattern EXPOSURE = Pattern.compile("exposure level .*: ([0-9.]+) ");

  /** docs/deploy.md has the figure. */
  private static final double MOST_EXPOSED = 1.9;

  @Test
  void isSandboxed() throws Exception {
    Tool.needed("systemd-analyze", "Debian's package systemd");
    String said =
        Ran.command("systemd-analyze", "security", "--offline=yes", UNIT.toString())
            .expectSuccess();
    var exposure = EXPOSURE.matcher(said);
    assertThat(exposure.find()).as(said).isTrue();
    assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(MOST_EXPOSED);
    assertThat(Files.readString(Ran.ROOT.resolve("docs/deploy.md")))
        .contains("exposure level " + exposure.group(1));
  }

  @Test
  void sigtermReachesTheServerAloneAndLeavesItTime() throws Exception {
    assertThat(Files.readAllLines(UNIT))
        .contains("KillMode=mixed", "TimeoutStopSec=90", "ProtectSystem=strict")
        .contains("NoNewPrivileges=yes", "User=gradlab", "StateDirectory=gradlab")
        .as("Java's compiler writes code and runs it")
        .doesNotContain("MemoryDenyWriteExecute=yes");
  }
}
