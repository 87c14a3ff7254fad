package gradlab.cost;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * One key of the GCE metadata server, waited for. The first answer is the value of now; each later
 * one comes when the value is not that of the last answer any more, or after a minute. Of one
 * thread.
 *
 * @see <a href="https://cloud.google.com/compute/docs/metadata/querying-metadata">Google's
 *     documentation</a>
 */
final class MetadataKey {
  /** The server answers after so long, changed or not: a broken connection is found. */
  private static final Duration WAIT = Duration.ofSeconds(60);

  private static final Duration LONGEST = WAIT.plusSeconds(15);

  private final HttpClient http;
  private final URI server;
  private final String key;
  private String query = "";

  /**
   * @param server for example http://metadata.google.internal
   * @param key for example instance/preempted
   */
  MetadataKey(HttpClient http, URI server, String key) {
    this.http = http;
    this.server = server;
    this.key = key;
  }

  /** The value; IOException where nobody answers as the metadata server does. */
  String next() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve("/computeMetadata/v1/" + key + query))
            .header("Metadata-Flavor", "Google")
            .timeout(LONGEST)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    boolean isGoogle =
        answer.headers().firstValue("Metadata-Flavor").filter("Google"::equals).isPresent();
    if (answer.statusCode() != 200 || !isGoogle) {
      throw new IOException(
          "%s answered with status %d%s"
              .formatted(
                  request.uri(),
                  answer.statusCode(),
                  isGoogle ? "" : " and is no GCE metadata server"));
    }
    String last = answer.headers().firstValue("ETag").map(e -> "&last_etag=" + e).orElse("");
    query = "?wait_for_change=true&timeout_sec=" + WAIT.toSeconds() + last;
    return answer.body().strip();
  }
}
