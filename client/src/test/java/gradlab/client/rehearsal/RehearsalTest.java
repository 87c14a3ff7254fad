package gradlab.client.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir private Path folder;

  /** The archive is as good as this list. */
  @Test
  void loadsWhatCommandsLoadAndSaysNothing() throws Exception {
    Path list = folder.resolve("classes");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:DumpLoadedClassList=" + list,
                "-cp",
                System.getProperty("java.class.path"),
                "gradlab.client.rehearsal.Rehearsal")
            // The tests' class path has libraries that make netty look for loggers, and say so.
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // A user's own server and tokens are none of its business.
    builder.environment().put("GRADLAB_SERVER", "no such server");
    builder.environment().put("HOME", folder.toString());
    Process rehearsal = builder.start();
    String said = new String(rehearsal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(rehearsal.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(rehearsal.exitValue()).as(said).isZero();
    assertThat(said).isEmpty();
    // some JVMs add a number to each name
    var classes =
        Files.readString(list).replaceAll(" id: .*", "").lines().map(String::strip).toList();
    assertThat(classes)
        .contains(
            "gradlab/v1/GetServerInfoResponse", // an exchange that worked
            "io/grpc/netty/shaded/io/grpc/netty/NettyClientTransport",
            "com/google/protobuf/util/JsonFormat", // --output json
            "gradlab/client/view/LineView", // tail
            "gradlab/client/gate/GateParser",
            "gradlab/client/trust/PinnedTrust", // TLS
            "sun/security/ssl/SSLEngineImpl")
        .as("only `start -f` reads YAML")
        .noneMatch(name -> name.contains("snakeyaml"));
  }
}
