package gradlab.access;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * {@code local-access.properties} in the state directory, mode 0600: how the server's own user gets
 * in on this machine without a login. Who can read it can read everything else of the server too.
 * Its token is another one at each start.
 */
public final class LocalAccess implements AutoCloseable {
  public static final String NAME = "local-access.properties";

  private final Path file;
  private final String address;
  private final String secret;

  private LocalAccess(Path file, String address, String secret) {
    this.file = file;
    this.address = address;
    this.secret = secret;
  }

  /** Deletes what a killed server left. */
  public static void forget(Path stateDirectory) throws IOException {
    Files.deleteIfExists(stateDirectory.resolve(NAME));
  }

  /**
   * @param address HOST:PORT as a client on this machine writes it
   */
  public static LocalAccess open(
      Path stateDirectory, TokenStore tokens, String address, String fingerprint)
      throws IOException {
    var access = new LocalAccess(stateDirectory.resolve(NAME), address, tokens.createLocal());
    access.write(fingerprint);
    return access;
  }

  /** Called again when the certificate has changed. */
  public synchronized void write(String fingerprint) throws IOException {
    var values = new Properties();
    values.setProperty("server", address);
    values.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    values.setProperty("fingerprint", fingerprint);
    values.setProperty("token", secret);
    var text = new StringWriter();
    values.store(text, null);
    OwnerOnlyFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
