package gradlab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a checkout of stand-ins: its build counts, its Java echoes. */
class LauncherTest {
  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void checkout() throws IOException {
    root = folder.resolve("check out");
    for (String module : List.of("proto", "server", "client")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "");
    }
    Files.writeString(root.resolve("pom.xml"), "");
    Path original = Path.of("..", "gradlab");
    Files.copy(original, root.resolve("gradlab"), StandardCopyOption.COPY_ATTRIBUTES);
    script(
        root.resolve("mvnw"),
        """
        echo "build $*" >> builds
        [ ! -e broken ] || { echo "the compiler says no"; exit 1; }
        mkdir -p proto/target server/target client/target
        touch client/target/client-1.jar
        echo proto > proto/target/proto-1.jar
        cat built > server/target/server-1.jar 2>/dev/null || echo one > server/target/server-1.jar
        echo "/lib/a.jar" > server/target/classpath.txt
        echo "/lib/b.jar" > client/target/classpath.txt
        """);
    script(
        folder.resolve("jdk/bin/java"),
        """
        if [ "$1" = -version ]; then echo "openjdk version \\"${FAKE_JAVA:-17.0.1}\\"" >&2; exit; fi
        for a; do echo "$a"; done
        """);
    script(folder.resolve("jdk/bin/javac"), "");
  }

  @Test
  void buildsOnceThenOnlyWhenASourceIsNewer() throws Exception {
    Result first = launch("runs", "--output", "json");
    assertThat(first.exitCode).isZero();
    assertThat(first.err).contains("building").contains("target/build.log");
    assertThat(first.out).endsWith("gradlab.client.Main\nruns\n--output\njson\n");
    assertThat(first.out).contains("client/target/client-1.jar:/lib/b.jar");
    assertThat(launch("runs").err).isEmpty();
    assertThat(builds())
        .containsExactly("build -B -q -DskipTests -Dfmt.skip package -pl proto,server,client");

    Path source = Files.writeString(root.resolve("server/src/main/A.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    assertThat(launch("runs").err).contains("building");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    List<Process> launchers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      launchers.add(start(root.resolve("gradlab"), "info"));
    }
    for (Process launcher : launchers) {
      assertThat(finish(launcher).exitCode).isZero();
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void worksThroughASymbolicLinkFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("gl"), root.resolve("gradlab"));
    Result result = finish(start(link, "server", "--listen", "127.0.0.1:0"));
    String copy = root.toRealPath() + "/target/running/[0-9-]+/";
    assertThat(result.out)
        .containsPattern(copy + "server-1.jar:" + copy + "proto-1.jar:/lib/a.jar\n")
        .endsWith("gradlab.server.ServerMain\n--listen\n127.0.0.1:0\n");
  }

  /** A build must not take the classes away from a server that runs. */
  @Test
  void eachBuildOfTheServerRunsOnACopyOfItsOwn() throws Exception {
    launch("server");
    assertThat(copies()).hasSize(1);
    launch("server");
    assertThat(copies()).hasSize(1);
    Path inUse = root.toRealPath().resolve("target/running/in-use");
    Files.createDirectory(inUse);
    var user = start(Path.of("sh"), "-c", "sleep 60; : " + inUse + "/server-1.jar");
    Files.writeString(root.resolve("built"), "two");
    Files.setLastModifiedTime(
        Files.writeString(root.resolve("server/src/main/A.java"), ""),
        FileTime.from(Instant.now().plusSeconds(2)));
    launch("server");
    assertThat(copies()).hasSize(2).contains(inUse);
    user.descendants().forEach(ProcessHandle::destroyForcibly);
    user.destroyForcibly().waitFor();
    launch("server");
    assertThat(copies()).hasSize(1).doesNotContain(inUse);
  }

  private List<Path> copies() throws IOException {
    try (var copies = Files.list(root.toRealPath().resolve("target/running"))) {
      return copies.toList();
    }
  }

  @Test
  void aMovedCheckoutIsBuiltAgain() throws Exception {
    launch("runs");
    root = Files.move(root, folder.resolve("moved"));
    assertThat(launch("runs").exitCode).isZero();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void aFailedBuildShowsTheEndOfItsLogAndIsTriedAgain() throws Exception {
    Files.writeString(root.resolve("broken"), "");
    Result result = launch("runs");
    assertThat(result.exitCode).isEqualTo(8);
    assertThat(result.out).isEmpty();
    assertThat(result.err).contains("the compiler says no", "target/build.log");
    Files.delete(root.resolve("broken"));
    assertThat(launch("runs").exitCode).isZero();
  }

  @Test
  void anOldOrMissingJavaIsSaidPlainly() throws Exception {
    var builder = builder(root.resolve("gradlab"), "runs");
    builder.environment().put("FAKE_JAVA", "11.0.2");
    Result old = finish(builder.start());
    assertThat(old.exitCode).isEqualTo(8);
    assertThat(old.err).contains("is Java 11.0.2; a JDK 17 or newer is needed", "apt-get install");
    Files.delete(folder.resolve("jdk/bin/java"));
    assertThat(launch("runs").err).contains("no Java found", "openjdk-17-jdk-headless");
    assertThat(root.resolve("builds")).doesNotExist();
  }

  private Result launch(String... arguments) throws Exception {
    return finish(start(root.resolve("gradlab"), arguments));
  }

  private Process start(Path launcher, String... arguments) throws IOException {
    return builder(launcher, arguments).start();
  }

  private ProcessBuilder builder(Path launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    return builder;
  }

  private static Result finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes());
    String err = new String(process.getErrorStream().readAllBytes());
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(root.resolve("builds"));
  }

  private static void script(Path path, String body) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/bash\n" + body);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Result(int exitCode, String out, String err) {}
}
