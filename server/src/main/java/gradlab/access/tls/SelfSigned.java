package gradlab.access.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A key on the curve P-256 and a certificate of it that is signed by itself (RFC 5280). The JDK can
 * make one only through its keytool, whose password would be another secret to hand over.
 */
final class SelfSigned {
  /** Clients that pin it do not look at its end; others should not be surprised by it. */
  private static final Duration VALID = Duration.ofDays(3650);

  /** The clock of another machine may be behind. */
  private static final Duration BEFORE = Duration.ofDays(1);

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final byte DIGITAL_SIGNATURE = (byte) 0x80;

  private SelfSigned() {}

  /**
   * @param names host names under which clients come
   * @param addresses the same for addresses
   */
  static Identity create(List<String> names, List<InetAddress> addresses, Instant now) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      byte[] content = content(keys, names, addresses, now);
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      byte[] certificate = Der.sequence(content, algorithm(), Der.bits(0, signature.sign()));
      return new Identity(
          List.of(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(new ByteArrayInputStream(certificate))),
          keys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 17 can sign with P-256", e);
    }
  }

  private static byte[] content(
      KeyPair keys, List<String> names, List<InetAddress> addresses, Instant now) {
    byte[] name =
        Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text("gradlab server"))));
    return Der.sequence(
        Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
        Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
        algorithm(),
        name,
        Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(VALID))),
        name,
        keys.getPublic().getEncoded(),
        Der.explicit(
            3,
            Der.sequence(
                extension(BASIC_CONSTRAINTS, true, Der.sequence()), // no authority
                extension(KEY_USAGE, true, Der.bits(7, new byte[] {DIGITAL_SIGNATURE})),
                extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                extension(SUBJECT_ALTERNATIVE_NAME, false, alternatives(names, addresses)))));
  }

  private static byte[] alternatives(List<String> names, List<InetAddress> addresses) {
    var all = new ArrayList<byte[]>();
    for (String name : names) {
      all.add(Der.implicit(DNS_NAME, name.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
    for (InetAddress address : addresses) {
      all.add(Der.implicit(IP_ADDRESS, address.getAddress()));
    }
    return Der.sequence(all.toArray(byte[][]::new));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] algorithm() {
    return Der.sequence(Der.oid(ECDSA_WITH_SHA256));
  }
}
