package gradlab.access.tls;

import gradlab.access.OwnerOnlyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * Where a server's certificate and key are.
 *
 * @param certificate PEM, the server's own first, then those up to its authority
 * @param key PEM, PKCS #8, without a password
 */
public record TlsFiles(Path certificate, Path key) {

  /**
   * Those that the server made for itself, or makes now: {@code tls/server.crt} and {@code
   * tls/server.key} in the state directory, both 0600.
   */
  public static TlsFiles ofOwn(
      Path stateDirectory, List<String> names, List<InetAddress> addresses, Instant now)
      throws IOException {
    Path directory = stateDirectory.resolve("tls");
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var files = new TlsFiles(directory.resolve("server.crt"), directory.resolve("server.key"));
    if (!Files.exists(files.certificate)) {
      var made = SelfSigned.create(names, addresses, now);
      // the certificate last: with it, both are there
      OwnerOnlyFile.write(files.key, Pem.text("PRIVATE KEY", made.key().getEncoded()));
      OwnerOnlyFile.write(files.certificate, Pem.text("CERTIFICATE", encoded(made)));
    }
    OwnerOnlyFile.read(files.key); // refuses one that others may read
    return files;
  }

  private static byte[] encoded(Identity identity) {
    try {
      return identity.certificate().getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("it was just read from its bytes", e);
    }
  }

  Identity load() throws IOException {
    var identity = new Identity(Pem.certificates(certificate), Pem.key(key));
    if (!identity.isConsistent()) {
      throw new BadTlsFileException(
          "the key in %s is not that of the first certificate in %s".formatted(key, certificate));
    }
    return identity;
  }
}
