package gradlab.client.trust;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate's bytes.
 *
 * @param hex 64 lower-case digits
 */
public record Fingerprint(String hex) {
  private static final String PREFIX = "SHA256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /**
   * Reads what the server prints, and also what openssl prints: pairs of digits with colons.
   *
   * @param source what the text was given as, for the message
   */
  public static Fingerprint parse(String text, String source) {
    String rest =
        text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
            ? text.substring(PREFIX.length())
            : text;
    String hex = rest.replace(":", "").toLowerCase(Locale.ROOT);
    if (!HEX.matcher(hex).matches()) {
      throw new Failure(
          ExitCode.USAGE,
          source + ": '" + text + "' is not SHA256: and 64 hexadecimal digits",
          "copy it from what the server prints at its start");
    }
    return new Fingerprint(hex);
  }

  public static Fingerprint of(X509Certificate certificate) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return new Fingerprint(HexFormat.of().formatHex(sha256.digest(certificate.getEncoded())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without bytes", e);
    }
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
