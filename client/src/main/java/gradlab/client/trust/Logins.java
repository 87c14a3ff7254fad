package gradlab.client.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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

  private static final String SUFFIX = ".properties";

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
    return known(server).map(KnownServer::login);
  }

  /** Empty where the user has not logged in there. */
  public Optional<KnownServer> known(String server) {
    return Optional.of(file(server)).filter(Files::exists).map(LoginFile::read);
  }

  /** Stores it; returns where. */
  public Path store(String server, Login login) {
    return store(new KnownServer(server, Optional.empty(), login));
  }

  /** Stores it; returns where. */
  public Path store(KnownServer server) {
    Path file = file(server.address());
    try {
      LoginFile.write(file, server);
    } catch (IOException e) {
      throw new UncheckedIOException("the login cannot be stored in " + file, e);
    }
    return file;
  }

  /** All servers that the user has logged in at, by their names. */
  public List<KnownServer> all() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (var files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .map(LoginFile::read)
          .sorted(Comparator.comparing(KnownServer::shortest))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the logins in " + folder() + " cannot be read", e);
    }
  }

  public Optional<KnownServer> named(String name) {
    return all().stream().filter(server -> server.name().equals(Optional.of(name))).findFirst();
  }

  /** Logs out there. */
  public void forget(KnownServer server) {
    try {
      Files.deleteIfExists(file(server.address()));
      if (defaultServer().equals(Optional.of(server.address()))) {
        Files.delete(defaultFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the login at " + server.address() + " cannot be deleted", e);
    }
  }

  /** HOST:PORT of the server that is meant where none is named. */
  public Optional<String> defaultServer() {
    try {
      return Optional.of(Files.readString(defaultFile()).strip()).filter(text -> !text.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(defaultFile() + " cannot be read", e);
    }
  }

  /**
   * @param server HOST:PORT
   */
  public void makeDefault(String server) {
    try {
      Files.createDirectories(defaultFile().getParent());
      Files.writeString(defaultFile(), server + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(defaultFile() + " cannot be written", e);
    }
  }

  private Path defaultFile() {
    return Directories.of(environment, "XDG_CONFIG_HOME", ".config").resolve("default-server");
  }

  private Path folder() {
    return Directories.of(environment, "XDG_CONFIG_HOME", ".config").resolve("logins");
  }

  private Path file(String server) {
    return folder().resolve(URLEncoder.encode(server, StandardCharsets.UTF_8) + SUFFIX);
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }
}
