package gradlab.server;

import gradlab.access.Admission;
import gradlab.access.FailedAttempts;
import gradlab.access.LocalAccess;
import gradlab.access.Role;
import gradlab.access.TokenAdmission;
import gradlab.access.TokenStore;
import gradlab.access.tls.ServerTls;
import gradlab.access.tls.TlsFiles;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens and TLS of a server, from its start on. */
final class ServerAccess {
  /** Milliseconds between looks at the TLS files; for tests. */
  static final String LOOK = "gradlab.tls.look.millis";

  private static final Logger LOGGER = LoggerFactory.getLogger(ServerAccess.class);
  private static final long LOOK_MILLIS = 5_000;

  private final Path stateDirectory;
  private final InetSocketAddress wanted;
  private final TokenStore tokens;
  private final Optional<ServerTls> tls;
  private final boolean ownCertificate;
  private final Optional<String> loginAddress;

  /**
   * @throws StartFailure if a file of it cannot be used
   */
  ServerAccess(ServerSettings settings) {
    stateDirectory = settings.stateDirectory();
    wanted = settings.listen();
    loginAddress = settings.access().loginAddress();
    var wished = settings.access().tls();
    ownCertificate = wished.isPresent() && wished.get().files().isEmpty();
    try {
      LocalAccess.forget(stateDirectory);
      tokens = TokenStore.open(stateDirectory, Clock.systemUTC());
      tls = wished.isEmpty() ? Optional.empty() : Optional.of(open(wished.get()));
      if (settings.access().metricsToken().isPresent()) {
        settings.access().metricsToken().get().check();
      }
    } catch (IOException e) {
      throw new StartFailure(describe(e), e);
    }
  }

  private ServerTls open(AccessSettings.Tls settings) throws IOException {
    var files =
        settings.files().isPresent()
            ? settings.files().get()
            : TlsFiles.ofOwn(
                stateDirectory,
                OwnAddresses.names(wanted.getHostString()),
                OwnAddresses.addresses(),
                Instant.now());
    return new ServerTls(files, settings.clientCa());
  }

  private static String describe(IOException e) {
    return e instanceof java.nio.file.FileSystemException file
        ? "cannot use " + file.getFile() + ": " + e.getClass().getSimpleName()
        : e.getMessage();
  }

  TokenStore tokens() {
    return tokens;
  }

  Admission admission() {
    return tls.isEmpty()
        ? Admission.OPEN
        : new TokenAdmission(tokens, new FailedAttempts(System::nanoTime));
  }

  /** Java's own TLS: it needs no native library, and reads keys that may change. */
  Optional<SslContext> sslContext() {
    return tls.map(
        t -> {
          try {
            var builder = SslContextBuilder.forServer(t.keys());
            t.clients()
                .ifPresent(clients -> builder.trustManager(clients).clientAuth(ClientAuth.REQUIRE));
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
          } catch (IOException e) {
            throw new StartFailure("TLS cannot be used: " + e.getMessage(), e);
          }
        });
  }

  /**
   * Called once the server listens.
   *
   * @return what to tell the user: how clients get in
   */
  List<String> opened(InetSocketAddress address, ScheduledExecutorService timer, Closing closing) {
    if (tls.isEmpty()) {
      if (!address.getAddress().isLoopbackAddress()) {
        LOGGER.warn("--insecure: whoever reaches {} may do everything", HostPort.text(address));
      }
      return List.of();
    }
    var local = openLocal(tls.get(), address);
    closing.add("local access", local);
    long period = Long.getLong(LOOK, LOOK_MILLIS);
    timer.scheduleWithFixedDelay(
        () -> look(tls.get(), local), period, period, TimeUnit.MILLISECONDS);
    return announce(tls.get(), address);
  }

  private LocalAccess openLocal(ServerTls serverTls, InetSocketAddress address) {
    try {
      return LocalAccess.open(
          stateDirectory, tokens, OwnAddresses.here(address), serverTls.fingerprint());
    } catch (IOException e) {
      throw new StartFailure("cannot write in " + stateDirectory + ": " + e.getMessage(), e);
    }
  }

  private static void look(ServerTls serverTls, LocalAccess local) {
    try {
      if (serverTls.look()) {
        local.write(serverTls.fingerprint());
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.error("new TLS files cannot be taken", e); // an exception would end the looking
    }
  }

  private List<String> announce(ServerTls serverTls, InetSocketAddress address) {
    var lines = new ArrayList<String>();
    lines.add("gradlab server certificate: " + serverTls.fingerprint());
    if (tokens.isFresh()) {
      lines.add("log in from another machine, as admin (the token is shown this once):");
      lines.add(
          "gradlab login %s --fingerprint %s --token %s"
              .formatted(
                  loginAddress.orElseGet(
                      () -> OwnAddresses.elsewhere(address, wanted.getHostString())),
                  serverTls.fingerprint(),
                  firstToken()));
    } else {
      lines.add(
          "another token, on this machine and as this user: gradlab token create --role viewer --name NAME --server "
              + OwnAddresses.here(address));
    }
    if (!ownCertificate) {
      lines.add(
          "instead of --fingerprint, `gradlab login` takes --ca FILE: renewed certificates are then trusted too");
    }
    return lines;
  }

  private String firstToken() {
    try {
      return tokens.create("first", Role.ADMIN, Optional.empty()).secret();
    } catch (UncheckedIOException e) {
      throw new StartFailure(e.getMessage(), e);
    }
  }
}
