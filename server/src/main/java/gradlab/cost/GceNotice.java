package gradlab.cost;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the GCE metadata server that the machine is taken away: a spot instance's preemption,
 * about 30 seconds before it, and the end of a GPU instance for its host's maintenance, up to an
 * hour before.
 */
public final class GceNotice implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(GceNotice.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Between two questions: where the answer comes at once, it is not asked for all the time. */
  private static final long BETWEEN_MILLIS = 200;

  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** What is done about a notice. */
  public interface Listener {
    /** The machine is gone in about 30 seconds. */
    void preempted();

    /** The machine will be shut down for maintenance, within the hour. */
    void maintenance();
  }

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI server;
  private final Listener listener;
  private final ExecutorService executor;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param server for example http://metadata.google.internal
   * @param executor two threads, of nobody else: they are interrupted at the end
   */
  public GceNotice(URI server, Listener listener, ExecutorService executor) {
    this.server = server;
    this.listener = listener;
    this.executor = executor;
  }

  /** Begins to listen. */
  public void open() {
    executor.execute(
        () ->
            await(
                new MetadataKey(http, server, "instance/preempted"), "TRUE", listener::preempted));
    executor.execute(
        () ->
            await(
                new MetadataKey(http, server, "instance/maintenance-event"),
                "TERMINATE_ON_HOST_MAINTENANCE",
                listener::maintenance));
  }

  private void await(MetadataKey key, String notice, Runnable act) {
    try {
      long pauseMillis = BETWEEN_MILLIS;
      do {
        try {
          if (key.next().equals(notice)) {
            act.run();
            return;
          }
          pauseMillis = BETWEEN_MILLIS;
        } catch (IOException e) {
          if (pauseMillis == BETWEEN_MILLIS) { // once in a row
            LOGGER.warn("no notice of {} can be heard, trying again: {}", notice, e.toString());
          }
          pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(1_000, 2 * pauseMillis));
        }
      } while (!closed.await(pauseMillis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    }
  }

  @Override
  public void close() {
    closed.countDown();
    executor.shutdownNow();
  }
}
