package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunEvent;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentReadersTest {
  private static final int READERS = 40;
  private static final int EVENTS = 3000;

  @TempDir Path temporary;

  /** Two writers, many readers that begin anywhere: every reader sees every event once. */
  @Test
  void readersSeeEveryEventOnceWhileItIsWritten() throws Exception {
    var threads = Executors.newFixedThreadPool(READERS + 2);
    try (var log = RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0)) {
      var readers = new ArrayList<Future<List<Long>>>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(reader(log, 1 + i * 7L)));
      }
      var writers = List.of(threads.submit(writer(log, 1)), threads.submit(writer(log, 40)));
      for (var writer : writers) {
        writer.get(40, TimeUnit.SECONDS);
      }
      for (int i = 0; i < READERS; i++) {
        List<Long> seen = readers.get(i).get(40, TimeUnit.SECONDS);
        var expected = new ArrayList<Long>();
        for (long seq = 1 + i * 7L; seq <= EVENTS; seq++) {
          expected.add(seq);
        }
        assertThat(seen).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Readers who are up to date share what was appended; others read the file. */
  @Test
  void aReaderThatIsUpToDateReadsNoFile() {
    try (var log = RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0)) {
      var appended =
          new ArrayList<>(log.append(List.of(Runs.server(Runs.state(RunState.RUNNING)))));
      try (var upToDate = log.cursor(1);
          var late = log.cursor(1)) {
        assertThat(upToDate.next()).contains(appended.get(0));
        long read = log.bytesRead();
        for (int epoch = 1; epoch < 3 * RecentEvents.KEPT; epoch++) {
          var event = log.append(List.of(Runs.server(Runs.flow(epoch, 1e-3, 1)))).get(0);
          appended.add(event);
          assertThat(upToDate.next()).contains(event);
          assertThat(upToDate.next()).isEmpty();
        }
        assertThat(log.bytesRead()).isEqualTo(read);

        for (StoredEvent event : appended) {
          assertThat(late.next()).contains(event);
        }
        assertThat(late.next()).isEmpty();
        assertThat(log.bytesRead()).isGreaterThan(read);
      }
    }
  }

  /**
   * A rewind folds the whole log again, which takes a while: a reader that had its events by then
   * was told that the run has ended, and that its next event does not exist.
   */
  @Test
  void whatACursorGaveTheViewCounts() throws Exception {
    var threads = Executors.newSingleThreadExecutor();
    try (var log = RunLog.create(temporary, RunId.of("r"), Runs.CONFIG, "", Runs.T0)) {
      for (int i = 0; i < EVENTS / 10; i++) {
        log.append(List.of(Runs.server(new RunEvent.Noted(false, "x".repeat(i)))));
      }
      int rewinds = 20;
      long last = log.view().lastSeq() + 2L * rewinds;
      var reader =
          threads.submit(
              () -> {
                try (var cursor = log.cursor(1)) {
                  for (long seq = 0; seq < last; ) {
                    Optional<StoredEvent> event = cursor.next();
                    if (event.isPresent()) {
                      seq = event.get().seq();
                      assertThat(log.view().lastSeq()).isGreaterThanOrEqualTo(seq);
                    }
                  }
                }
                return last;
              });
      for (int i = 0; i < rewinds; i++) {
        log.append(
            List.of(
                Runs.server(new RunEvent.Rewound(0)), Runs.server(Runs.state(RunState.QUEUED))));
      }
      assertThat(reader.get(40, TimeUnit.SECONDS)).isEqualTo(last);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<List<Long>> reader(RunLog log, long from) {
    return () -> {
      var seen = new ArrayList<Long>();
      var news = new Semaphore(0);
      try (var registration = log.onAppend(news::release);
          var cursor = log.cursor(from)) {
        assertThat(registration).isNotNull();
        while (seen.isEmpty() || seen.get(seen.size() - 1) < EVENTS) {
          Optional<StoredEvent> event = cursor.next();
          if (event.isPresent()) {
            seen.add(event.get().seq());
            assertThat(log.view().createTime()).isEqualTo(Runs.T0);
          } else {
            assertThat(news.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
          }
        }
      }
      return seen;
    };
  }

  private static Callable<Void> writer(RunLog log, int batch) {
    return () -> {
      for (int written = 0; written < EVENTS / 2; written += batch) {
        var events = new ArrayList<NewEvent>();
        for (int i = 0; i < Math.min(batch, EVENTS / 2 - written); i++) {
          events.add(Runs.server(new RunEvent.Noted(false, "x".repeat((written + i) % 400))));
        }
        List<StoredEvent> stored = log.append(events);
        // What append returned can be read at once.
        try (var cursor = log.cursor(stored.get(stored.size() - 1).seq())) {
          assertThat(cursor.next()).contains(stored.get(stored.size() - 1));
        }
      }
      return null;
    };
  }
}
