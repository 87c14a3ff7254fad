package gradlab.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gradlab.access.BearerFile;
import gradlab.access.FailedAttempts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** {@code GET /metrics}, and nothing else. */
public final class MetricsEndpoint implements AutoCloseable {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int BACKLOG = 16;
  private static final int MOST_THREADS = 16;

  // The JDK's server waits for ever for the rest of a request, on one of our threads; a few clients
  // that say half a word would hold them all. It reads these when its classes are loaded.
  static {
    System.setProperty("sun.net.httpserver.maxReqTime", "2"); // seconds
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "16");
  }

  private final HttpServer server;
  private final ThreadPoolExecutor executor;

  /**
   * Listens from here on.
   *
   * @param bearer the token that a reader needs; empty: none
   * @throws IOException when the address is in use or not ours
   */
  public MetricsEndpoint(
      InetSocketAddress address, ServerMetrics metrics, Optional<BearerFile> bearer)
      throws IOException {
    this(address, metrics, bearer, new FailedAttempts(System::nanoTime));
  }

  MetricsEndpoint(
      InetSocketAddress address,
      ServerMetrics metrics,
      Optional<BearerFile> bearer,
      FailedAttempts attempts)
      throws IOException {
    server = HttpServer.create(address, BACKLOG);
    executor =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              var thread = new Thread(task, "metrics-http");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(executor);
    server.createContext("/", exchange -> answer(exchange, 404, "only /metrics is here\n"));
    server.createContext("/metrics", exchange -> metrics(exchange, metrics, bearer, attempts));
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static void metrics(
      HttpExchange exchange,
      ServerMetrics metrics,
      Optional<BearerFile> bearer,
      FailedAttempts attempts)
      throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/metrics")) {
      answer(exchange, 404, "only /metrics is here\n");
    } else if (bearer.isPresent() && !isAdmitted(exchange, bearer.get(), attempts)) {
      metrics.countPageRefused();
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      answer(
          exchange,
          401,
          "needs the header 'Authorization: Bearer TOKEN'; too many wrong ones must wait\n");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 405, "only GET\n");
    } else {
      answer(exchange, 200, metrics.scrape());
    }
  }

  /** As for calls: who was wrong too often must wait, also with the right token. */
  private static boolean isAdmitted(
      HttpExchange exchange, BearerFile bearer, FailedAttempts attempts) {
    var from = exchange.getRemoteAddress().getAddress();
    if (attempts.wait(from).isPresent()) {
      return false;
    }
    var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    boolean admitted = bearer.admits(header);
    if (!admitted && header.isPresent()) {
      attempts.failed(from);
    }
    return admitted;
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", TEXT_FORMAT);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
