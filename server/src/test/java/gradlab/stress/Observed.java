package gradlab.stress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be seen of a server process from outside. */
final class Observed {
  private static final Pattern READY = Pattern.compile(".*grpc=(\\S+) metrics=(\\S+)");

  private Observed() {}

  /** Of the line that says a server is ready: group 1 is HOST:PORT, group 2 the metrics' URL. */
  static Matcher ready(String line) {
    return READY.matcher(line);
  }

  static void collectGarbage(Process server) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(List.of(jcmd, Long.toString(server.pid()), "GC.run"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** The Prometheus page. */
  static String metrics(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Bytes of heap in use, of a page read after a collection. */
  static long heapBytes(String page) {
    return (long) sum(page, "jvm_memory_used_bytes", "\"heap\"");
  }

  /**
   * @param label what the lines must hold besides the metric's name
   */
  static double sum(String page, String metric, String label) {
    return page.lines()
        .filter(l -> l.startsWith(metric) && l.contains(label))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' '))))
        .sum();
  }
}
