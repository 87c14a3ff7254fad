package gradlab.access.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfSignedTest {
  private static X509Certificate make(Instant now) throws Exception {
    return SelfSigned.create(
            List.of("localhost", "gpu-box.example"),
            List.of(InetAddress.getByName("192.0.2.7"), InetAddress.getByName("2001:db8::7")),
            now)
        .certificate();
  }

  @Test
  void saysWhatItIsFor() throws Exception {
    var now = Instant.parse("2026-11-24T12:00:00Z");
    var certificate = make(now);
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=gradlab server");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(certificate.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getCriticalExtensionOIDs()).containsExactly("2.5.29.15", "2.5.29.19");
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> name.get(0) + " " + name.get(1))
        .containsExactly(
            "2 localhost", "2 gpu-box.example", "7 192.0.2.7", "7 2001:db8:0:0:0:0:0:7");
    assertThat(certificate.getNotBefore()).isEqualTo(Date.from(now.minusSeconds(86_400)));
    assertThat(certificate.getNotAfter()).isEqualTo(Date.from(now.plusSeconds(3_650L * 86_400)));
    assertThat(certificate.getSerialNumber()).isPositive();
    certificate.verify(certificate.getPublicKey());
  }

  /** The end's year is written in another way from 2050 on. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-11-24T12:00:00Z", "2039-12-31T23:00:00Z", "2055-01-01T00:00:00Z"})
  void javaTakesItAsAnAnchorAndAsAServers(String time) throws Exception {
    var now = Instant.parse(time);
    var certificate = make(now);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(now.plusSeconds(3_650L * 86_400));
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(certificate, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
            parameters);
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("it", certificate);
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    ((X509TrustManager) factory.getTrustManagers()[0])
        .checkServerTrusted(new X509Certificate[] {certificate}, "ECDHE_ECDSA");
  }

  @Test
  void noTwoAreTheSame() throws Exception {
    var now = Instant.now();
    var one = make(now);
    var other = make(now);
    assertThat(one.getSerialNumber()).isNotEqualTo(other.getSerialNumber());
    assertThat(Fingerprint.of(one))
        .matches("SHA256:[0-9a-f]{64}")
        .isNotEqualTo(Fingerprint.of(other));
  }

  @Test
  void encodesWhatTheStandardHasAsExamples() {
    // X.690 8.19.5 and 8.3; RFC 5280's rsaEncryption
    assertThat(Der.oid("2.100.3")).isEqualTo(new byte[] {6, 3, (byte) 0x81, 0x34, 3});
    assertThat(Der.oid("1.2.840.113549.1.1.1"))
        .isEqualTo(
            new byte[] {6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1});
    assertThat(Der.octets(new byte[127])).startsWith(4, 127);
    assertThat(Der.octets(new byte[128])).startsWith(4, 0x81, 0x80);
    assertThat(Der.octets(new byte[256])).startsWith(4, 0x82, 1, 0);
    assertThat(Der.integer(java.math.BigInteger.valueOf(128)))
        .isEqualTo(new byte[] {2, 2, 0, -128});
  }
}
