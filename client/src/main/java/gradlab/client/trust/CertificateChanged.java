package gradlab.client.trust;

import java.security.cert.CertificateException;

/** A server shows another certificate than the one that was pinned. */
public final class CertificateChanged extends CertificateException {
  private static final long serialVersionUID = 1L;
  private final transient Fingerprint pinned;
  private final transient Fingerprint shown;

  CertificateChanged(Fingerprint pinned, Fingerprint shown) {
    super("the certificate is " + shown + ", not " + pinned);
    this.pinned = pinned;
    this.shown = shown;
  }

  public Fingerprint pinned() {
    return pinned;
  }

  public Fingerprint shown() {
    return shown;
  }
}
