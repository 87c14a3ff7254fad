package gradlab.dataset.prepare;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on the loopback address with the faults that real ones have. */
final class FakeHost implements AutoCloseable {
  /** Answers one request. */
  interface Answer {
    void to(HttpExchange exchange, byte[] file) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final byte[] file;
  private final List<Answer> answers = new CopyOnWriteArrayList<>();

  /** The Range header of each request, or "". */
  final List<String> ranges = new CopyOnWriteArrayList<>();

  /**
   * @param answers one after the other; the last for all further requests
   */
  FakeHost(byte[] file, Answer... answers) throws IOException {
    this.file = file;
    this.answers.addAll(List.of(answers));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fake.tar.gz");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "" : range);
    Answer answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
    try (exchange) {
      answer.to(exchange, file);
    }
  }

  /** As good servers do: whole, ranges, 416. */
  static void good(HttpExchange exchange, byte[] file) throws IOException {
    int from = from(exchange);
    if (from >= file.length) {
      exchange.getResponseHeaders().add("Content-Range", "bytes */" + file.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    start(exchange, file, from);
    exchange.getResponseBody().write(file, from, file.length - from);
  }

  /** Promises everything, then cuts the connection after some bytes. */
  static Answer cutAfter(int bytes) {
    return (exchange, file) -> {
      int from = from(exchange);
      start(exchange, file, from);
      exchange.getResponseBody().write(file, from, bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** Sends some bytes, then nothing, and keeps the connection until the host is closed. */
  Answer stallAfter(int bytes) {
    return (exchange, file) -> {
      int from = from(exchange);
      start(exchange, file, from);
      OutputStream body = exchange.getResponseBody();
      body.write(file, from, bytes);
      body.flush();
      awaitClosing();
    };
  }

  void answer(Answer answer) {
    answers.set(0, answer);
  }

  void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Answer status(int status) {
    return (exchange, file) -> exchange.sendResponseHeaders(status, -1);
  }

  /** Knows no ranges: always the whole file. */
  static void whole(HttpExchange exchange, byte[] file) throws IOException {
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file);
  }

  static Answer other(byte[] content) {
    return (exchange, file) -> whole(exchange, Arrays.copyOf(content, content.length));
  }

  private static void start(HttpExchange exchange, byte[] file, int from) throws IOException {
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
  }

  private static int from(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
