package gradlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An image archive, unpacked as an engine does it, and run by chroot, as its user, with its
 * environment and a read-only root.
 */
final class Container {
  private static final String SCRIPT = Ran.ROOT.resolve("deploy/src/test/sh/container").toString();

  private final Path root;
  private final Path volumes;

  /** The image's own configuration. */
  final JsonNode configuration;

  /**
   * @param folder empty; on a file system that lets programs run
   */
  Container(Path archive, Path folder) throws Exception {
    root = Files.createDirectories(folder.resolve("root"));
    volumes = folder.resolve("volumes");
    Path layers = Files.createDirectories(folder.resolve("layers"));
    untar(archive, layers);
    var json = new ObjectMapper();
    var manifest = json.readTree(layers.resolve("manifest.json").toFile()).get(0);
    configuration =
        json.readTree(layers.resolve(manifest.get("Config").asText()).toFile()).get("config");
    for (JsonNode layer : manifest.get("Layers")) {
      untar(layers.resolve(layer.asText()), root);
    }
    for (String volume : List.of("state", "run")) {
      Files.createDirectories(volumes.resolve(volume));
    }
    Ran.command("chown", "-R", user(), volumes.toString()).expectSuccess();
  }

  private static void untar(Path archive, Path into) throws Exception {
    Ran.command(
            "tar", "--warning=no-unknown-keyword", "-xf", archive.toString(), "-C", into.toString())
        .expectSuccess();
  }

  /** UID:GID. */
  String user() {
    return configuration.get("User").asText();
  }

  /** A file of a volume, as the machine sees it. */
  Path volume(String path) {
    return volumes.resolve(path);
  }

  /** The command that starts a container of it with these words in place of its own. */
  private List<String> line(String where, List<String> words) {
    var line = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/usr/sbin:/bin:/sbin"));
    configuration
        .get("Env")
        .forEach(
            variable -> {
              if (!variable.asText().startsWith("PATH=")) {
                line.add(variable.asText());
              }
            });
    line.addAll(List.of("OMP_NUM_THREADS=1", SCRIPT, where, volumes.toString(), user()));
    line.addAll(words);
    return line;
  }

  /** Runs something in a container of its own, to its end. */
  Ran run(List<String> words) throws Exception {
    return Ran.command(java.util.Map.of(), line(root.toString(), words));
  }

  /** Runs the image's entry point. */
  Running start(List<String> arguments) throws IOException {
    var words = new ArrayList<String>();
    configuration.get("Entrypoint").forEach(word -> words.add(word.asText()));
    words.addAll(arguments);
    var process =
        new ProcessBuilder(line(root.toString(), words))
            .redirectError(volumes.resolve("log").toFile())
            .start();
    return new Running(process, process.inputReader());
  }

  /** One that runs. */
  final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Running(Process process, BufferedReader output) {
      this.process = process;
      this.output = output;
    }

    /** Reads up to the first line with that in it. */
    List<String> awaitLine(String part) throws Exception {
      return CompletableFuture.supplyAsync(
              () -> {
                var lines = new ArrayList<String>();
                for (String line : (Iterable<String>) output.lines()::iterator) {
                  lines.add(line);
                  if (line.contains(part)) {
                    return lines;
                  }
                }
                throw new AssertionError("ended: " + lines + log());
              })
          .get(90, TimeUnit.SECONDS);
    }

    private String log() {
      try {
        return Files.readString(volumes.resolve("log"));
      } catch (IOException e) {
        return e.toString();
      }
    }

    /** Process 1 of the container. */
    private ProcessHandle first() {
      return process.children().findFirst().orElseThrow();
    }

    /** As {@code docker exec} does it. */
    Ran exec(List<String> words) throws Exception {
      return Ran.command(java.util.Map.of(), line(Long.toString(first().pid()), words));
    }

    /** As {@code docker stop} does it; returns the exit code. */
    int stop(int graceSeconds) throws Exception {
      first().destroy();
      assertThat(process.waitFor(graceSeconds, TimeUnit.SECONDS)).as("stops in time").isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly(); // its whole tree goes with it
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
  }
}
