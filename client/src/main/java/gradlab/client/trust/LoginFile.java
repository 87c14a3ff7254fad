package gradlab.client.trust;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.trust.Login.ClientCertificate;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The login at one server, mode 0600: anybody with its token is its user. */
final class LoginFile {
  private static final String SYSTEM = "system";

  private LoginFile() {}

  static KnownServer read(Path file) {
    var values = new Properties();
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
              ExitCode.REFUSED,
              "the login in " + file + " cannot be read: " + e.getMessage(),
              "delete it and log in again with `gradlab login`")
          .causedBy(e);
    }
    Trust trust = new Trust.Plain();
    var fingerprint = value(values, "fingerprint");
    var authority = value(values, "ca");
    if (fingerprint.isPresent()) {
      trust = new Trust.Pinned(Fingerprint.parse(fingerprint.get(), file.toString()));
    } else if (authority.isPresent()) {
      trust = new Trust.Authority(authority.filter(ca -> !ca.equals(SYSTEM)).map(Path::of));
    }
    var certificate =
        value(values, "client_certificate")
            .map(
                own ->
                    new ClientCertificate(
                        Path.of(own), Path.of(value(values, "client_key").orElse(own))));
    return new KnownServer(
        value(values, "server").orElse(""),
        value(values, "name"),
        new Login(trust, value(values, "token"), certificate));
  }

  private static Optional<String> value(Properties values, String name) {
    return Optional.ofNullable(values.getProperty(name));
  }

  /** With its mode from the first byte on; a reader sees the old file or the new one. */
  static void write(Path file, KnownServer server) throws IOException {
    var values = new Properties();
    Login login = server.login();
    values.setProperty("server", server.address());
    server.name().ifPresent(name -> values.setProperty("name", name));
    if (login.trust() instanceof Trust.Pinned pinned) {
      values.setProperty("fingerprint", pinned.fingerprint().toString());
    } else if (login.trust() instanceof Trust.Authority authority) {
      values.setProperty("ca", authority.file().map(LoginFile::absolute).orElse(SYSTEM));
    }
    login.token().ifPresent(token -> values.setProperty("token", token));
    login
        .certificate()
        .ifPresent(
            own -> {
              values.setProperty("client_certificate", absolute(own.certificate()));
              values.setProperty("client_key", absolute(own.key()));
            });
    var text = new StringWriter();
    values.store(text, null);
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    try (var channel =
        Files.newByteChannel(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(StandardCharsets.UTF_8.encode(text.toString()));
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
