package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
  @Test
  void oneTaskAtATimeInOrderWhoeverPosts() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try {
      var mailbox = new Mailbox("test", pool);
      int posters = 8;
      int each = 500;
      var inside = new AtomicInteger();
      var worst = new AtomicInteger();
      var done = new CountDownLatch(posters * each);
      List<List<Integer>> seen = new ArrayList<>();
      for (int p = 0; p < posters; p++) {
        var mine = new ArrayList<Integer>(); // unsynchronised on purpose: only the owner writes
        seen.add(mine);
        pool.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                int number = i;
                mailbox.post(
                    () -> {
                      worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      mine.add(number);
                      inside.decrementAndGet();
                      done.countDown();
                    });
              }
            });
      }
      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(worst).hasValue(1);
      assertThat(seen).allSatisfy(mine -> assertThat(mine).hasSize(each).isSorted());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aFailedTaskDoesNotStopTheNext() {
    var mailbox = new Mailbox("test", Runnable::run);
    mailbox.post(
        () -> {
          throw new IllegalStateException("expected in this test");
        });
    assertThat(mailbox.ask(() -> "next").join()).isEqualTo("next");
    assertThat(
            mailbox.ask(
                () -> {
                  throw new IllegalStateException("expected");
                }))
        .isCompletedExceptionally();
  }
}
