package gradlab.client.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user's logins: one file a server under {@code ${XDG_CONFIG_HOME:-~/.config}/gradlab/logins/}.
 * GRADLAB_TOKEN goes before a stored token, and with GRADLAB_FINGERPRINT a script needs no login at
 * all.
 */
public final class Logins {
  public static final String TOKEN = "GRADLAB_TOKEN";
  public static final String FINGERPRINT = "GRADLAB_FINGERPRINT";

  private final Map<String, String> environment;

  public Logins(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * @param server HOST:PORT
   */
  public Login of(String server) {
    Login login = base(server);
    // Never over a connection that others can read.
    return login.isPlain() ? login : given(TOKEN).map(login::withToken).orElse(login);
  }

  private Login base(String server) {
    return given(FINGERPRINT)
        .map(
            text ->
                new Login(
                    new Trust.Pinned(Fingerprint.parse(text, FINGERPRINT)),
                    Optional.empty(),
                    Optional.empty()))
        .or(() -> stored(server))
        .or(() -> new LocalServer(environment).login(server))
        .orElse(Login.NONE);
  }

  /** What `gradlab login` has stored for it. */
  public Optional<Login> stored(String server) {
    return Optional.of(file(server)).filter(Files::exists).map(LoginFile::read);
  }

  /** Stores it; returns where. */
  public Path store(String server, Login login) {
    Path file = file(server);
    try {
      LoginFile.write(file, server, login);
    } catch (IOException e) {
      throw new UncheckedIOException("the login cannot be stored in " + file, e);
    }
    return file;
  }

  private Path file(String server) {
    return Directories.of(environment, "XDG_CONFIG_HOME", ".config")
        .resolve("logins")
        .resolve(URLEncoder.encode(server, StandardCharsets.UTF_8) + ".properties");
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }
}
