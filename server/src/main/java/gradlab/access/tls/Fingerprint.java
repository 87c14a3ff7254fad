package gradlab.access.tls;

import gradlab.domain.Sha256;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/** The SHA-256 of a certificate's bytes, as clients pin it. */
public final class Fingerprint {
  private Fingerprint() {}

  /** SHA256: and 64 hexadecimal digits. */
  public static String of(X509Certificate certificate) {
    try {
      return "SHA256:" + Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without bytes", e);
    }
  }
}
