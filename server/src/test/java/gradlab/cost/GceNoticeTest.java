package gradlab.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a metadata server on loopback. */
class GceNoticeTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private FakeMetadata metadata;
  private GceNotice notice;

  @BeforeEach
  void start() throws Exception {
    metadata = new FakeMetadata();
    var listener =
        new GceNotice.Listener() {
          @Override
          public void preempted() {
            heard.add("preempted");
          }

          @Override
          public void maintenance() {
            heard.add("maintenance");
          }
        };
    notice =
        new GceNotice(
            URI.create("http://" + metadata.host()), listener, Executors.newFixedThreadPool(2));
  }

  @AfterEach
  void stop() {
    notice.close();
    metadata.close();
  }

  private String next() throws InterruptedException {
    return heard.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void hearsOfThePreemptionWhenItComes() throws Exception {
    notice.open();
    metadata.awaitQuestions(4);
    assertThat(heard).isEmpty();
    metadata.set("instance/preempted", "TRUE");
    assertThat(next()).isEqualTo("preempted");
    assertThat(metadata.questions())
        .contains("instance/preempted?null", "instance/maintenance-event?null")
        .anyMatch(
            q -> q.startsWith("instance/preempted?wait_for_change=true&timeout_sec=60&last_etag="));
  }

  @Test
  void hearsOfOneThatCameBeforeTheServer() throws Exception {
    metadata.set("instance/preempted", "TRUE");
    notice.open();
    assertThat(next()).isEqualTo("preempted");
  }

  @Test
  void aMigrationIsNoMaintenanceThatEndsTheMachine() throws Exception {
    notice.open();
    metadata.awaitQuestions(4);
    metadata.set("instance/maintenance-event", "MIGRATE_ON_HOST_MAINTENANCE");
    metadata.awaitQuestions(5);
    assertThat(heard).isEmpty();
    metadata.set("instance/maintenance-event", "TERMINATE_ON_HOST_MAINTENANCE");
    assertThat(next()).isEqualTo("maintenance");
  }

  @Test
  void goesOnAfterAFailure() throws Exception {
    metadata.fail(2);
    notice.open();
    metadata.awaitQuestions(4);
    metadata.set("instance/preempted", "TRUE");
    assertThat(next()).isEqualTo("preempted");
  }
}
