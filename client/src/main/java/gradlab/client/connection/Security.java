package gradlab.client.connection;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.trust.Login;
import gradlab.client.trust.PinnedTrust;
import gradlab.client.trust.Trust;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** Gives a channel TLS and the token that a login has. */
final class Security {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private Security() {}

  static void apply(Login login, NettyChannelBuilder channel) {
    if (login.isPlain()) {
      channel.usePlaintext(); // and no token: others could read it
      return;
    }
    channel.sslContext(context(login));
    login
        .token()
        .ifPresent(
            token -> {
              var headers = new Metadata();
              headers.put(AUTHORIZATION, "Bearer " + token);
              channel.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
            });
  }

  /** Java's own TLS: netty's native library would cost more time to load than the call takes. */
  private static SslContext context(Login login) {
    var builder = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
    try {
      if (login.trust() instanceof Trust.Pinned pinned) {
        builder.trustManager(new PinnedTrust(pinned.fingerprint()));
      } else if (login.trust() instanceof Trust.Authority authority
          && authority.file().isPresent()) {
        builder.trustManager(readable(authority.file().get()).toFile());
      }
      if (login.certificate().isPresent()) {
        var own = login.certificate().get();
        builder.keyManager(readable(own.certificate()).toFile(), readable(own.key()).toFile());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new Failure(
              ExitCode.REFUSED,
              "the certificate files of this login cannot be used: " + rootMessage(e),
              "they must be PEM, a key PKCS #8: `openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW`")
          .causedBy(e);
    }
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new Failure(
          ExitCode.REFUSED,
          file + " cannot be read",
          "put it back, or log in again with another one");
    }
    return file;
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
