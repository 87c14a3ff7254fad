package gradlab.client.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A server with TLS that this user runs on this machine: it leaves the way in, in a file that only
 * this user can read, in its state directory (GRADLAB_STATE_DIR where that is not the usual one).
 */
final class LocalServer {
  private static final String FILE = "local-access.properties";

  private final Path file;

  LocalServer(Map<String, String> environment) {
    file =
        Optional.ofNullable(environment.get("GRADLAB_STATE_DIR"))
            .filter(value -> !value.isBlank())
            .map(Path::of)
            .orElseGet(() -> Directories.of(environment, "XDG_STATE_HOME", ".local/state"))
            .resolve(FILE);
  }

  /** Empty where it is not that server, or not ours. */
  Optional<Login> login(String server) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    var values = new Properties();
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(in);
    } catch (IOException e) {
      return Optional.empty(); // the server has just ended and taken it away
    }
    boolean same =
        values.getProperty("server", "").equals(server.replaceFirst("^localhost:", "127.0.0.1:"));
    return same && isAlive(values.getProperty("pid", ""))
        ? Optional.of(
            new Login(
                new Trust.Pinned(
                    Fingerprint.parse(values.getProperty("fingerprint", ""), file.toString())),
                Optional.ofNullable(values.getProperty("token")),
                Optional.empty()))
        : Optional.empty();
  }

  /** A killed server leaves its file. */
  private static boolean isAlive(String pid) {
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }
}
