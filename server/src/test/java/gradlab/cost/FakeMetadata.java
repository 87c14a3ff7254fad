package gradlab.cost;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A GCE metadata server on loopback: holds a question until the value changes. */
public final class FakeMetadata implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final List<String> questions = new ArrayList<>();
  private int failures;
  private boolean closed;

  public FakeMetadata() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/computeMetadata/v1/", this::answer);
    server.setExecutor(threads);
    server.start();
    values.put("instance/preempted", "FALSE");
    values.put("instance/maintenance-event", "NONE");
  }

  /** HOST:PORT, as GCE_METADATA_HOST has it. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public synchronized void set(String key, String value) {
    values.put(key, value);
    notifyAll();
  }

  /** The next so many questions are answered with 503. */
  public synchronized void fail(int times) {
    failures = times;
  }

  /** Key and query of every question so far. */
  public synchronized List<String> questions() {
    return List.copyOf(questions);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestURI().getPath().substring("/computeMetadata/v1/".length());
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if (!"Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      String value = await(key, query);
      exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
      exchange.getResponseHeaders().set("ETag", etag(value));
      byte[] body = value.getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(value.equals("failed") ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String await(String key, String query) throws InterruptedException {
    questions.add(key + "?" + query);
    notifyAll();
    if (failures > 0) {
      failures--;
      return "failed";
    }
    boolean waits = query.contains("wait_for_change=true");
    while (waits && !closed && query.contains("last_etag=" + etag(values.get(key)))) {
      wait();
    }
    return values.get(key);
  }

  private static String etag(String value) {
    return Integer.toHexString(value.hashCode());
  }

  /** Waits until so many questions have come. */
  public synchronized void awaitQuestions(int count) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (questions.size() < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("only these questions came: " + questions);
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
