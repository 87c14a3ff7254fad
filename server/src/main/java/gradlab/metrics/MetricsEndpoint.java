package gradlab.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gradlab.access.BearerFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** {@code GET /metrics}, and nothing else. */
public final class MetricsEndpoint implements AutoCloseable {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int BACKLOG = 16;

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
    server = HttpServer.create(address, BACKLOG);
    executor =
        new ThreadPoolExecutor(
            1,
            2,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(BACKLOG),
            task -> {
              var thread = new Thread(task, "metrics-http");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(executor);
    server.createContext("/", exchange -> answer(exchange, 404, "only /metrics is here\n"));
    server.createContext("/metrics", exchange -> metrics(exchange, metrics, bearer));
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static void metrics(
      HttpExchange exchange, ServerMetrics metrics, Optional<BearerFile> bearer)
      throws IOException {
    var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!exchange.getRequestURI().getPath().equals("/metrics")) {
      answer(exchange, 404, "only /metrics is here\n");
    } else if (bearer.isPresent() && !bearer.get().admits(header)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      answer(exchange, 401, "needs the header 'Authorization: Bearer TOKEN'\n");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 405, "only GET\n");
    } else {
      answer(exchange, 200, metrics.scrape());
    }
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
