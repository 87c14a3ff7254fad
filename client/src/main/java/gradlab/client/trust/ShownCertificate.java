package gradlab.client.trust;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks a server for its certificate, and says nothing else to it. */
public final class ShownCertificate {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private ShownCertificate() {}

  /**
   * Shakes hands, so the server has proven the certificate's key; only then is it worth showing.
   *
   * @throws SSLException if what answers does not speak TLS
   * @throws IOException if nobody answers
   */
  public static Fingerprint of(String host, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) LIMIT.toMillis());
      socket.setSoTimeout((int) LIMIT.toMillis());
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Any()}, null);
      try (var tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true)) {
        tls.startHandshake();
        return Fingerprint.of((X509Certificate) tls.getSession().getPeerCertificates()[0]);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** Whether what answers there speaks TLS. */
  public static boolean isThere(String host, int port) {
    try {
      of(host, port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Nothing is sent to who is trusted here: a person looks at the fingerprint first. */
  private static final class Any extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
