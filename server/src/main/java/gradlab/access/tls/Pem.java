package gradlab.access.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates and keys as text (RFC 7468). */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----(.*?)-----END \\1PRIVATE KEY-----",
          Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private Pem() {}

  static byte[] text(String type, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(type, body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** At least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      var all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty()) {
        throw new BadTlsFileException(file + " holds no certificate (PEM)");
      }
      return all;
    } catch (CertificateException e) {
      throw new BadTlsFileException(
          file + " holds no certificate (PEM) that can be read: " + e.getMessage(), e);
    }
  }

  static PrivateKey key(Path file) throws IOException {
    var parts = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!parts.find()) {
      throw new BadTlsFileException(file + " holds no private key (PEM)");
    }
    if (!parts.group(1).isEmpty()) { // "EC ", "RSA ", "ENCRYPTED "
      throw new BadTlsFileException(
          "%s holds a key of the form '%sPRIVATE KEY': convert it with `openssl pkcs8 -topk8 -nocrypt -in %s -out NEW`"
              .formatted(file, parts.group(1), file));
    }
    PKCS8EncodedKeySpec encoded;
    try {
      encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(parts.group(2)));
    } catch (IllegalArgumentException damaged) {
      // without the cause, which may quote the key
      throw new BadTlsFileException(file + " holds a damaged private key");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        continue; // one of the others
      }
    }
    throw new BadTlsFileException(
        "%s holds a private key of none of the kinds %s"
            .formatted(file, String.join(", ", ALGORITHMS)));
  }
}
