package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
  @TempDir Path state;

  private static RunId run(int i) {
    return RunId.of("run-" + i);
  }

  private static void end(RunLog log) {
    log.append(
        List.of(
            Runs.server(Runs.state(RunState.RUNNING)),
            Runs.server(Runs.epoch(0, 4.5)),
            Runs.server(Runs.state(RunState.COMPLETED))));
  }

  private static List<RunView> all(RunStore store) {
    return store.list(1000, Optional.empty(), Set.of());
  }

  @Test
  void listsNewestFirstInPagesAndByState() {
    try (var store = RunStore.open(state)) {
      for (int i = 0; i < 7; i++) {
        RunLog log = store.create(run(i), Runs.CONFIG, "");
        if (i % 2 == 0) {
          end(log);
        }
      }
      var ids = new ArrayList<RunId>();
      Optional<String> token = Optional.empty();
      do {
        List<RunView> page = store.list(3, token, Set.of());
        page.forEach(v -> ids.add(v.id()));
        token = page.stream().reduce((a, b) -> b).map(RunStore::pageToken);
      } while (token.isPresent());
      assertThat(ids).containsExactly(run(6), run(5), run(4), run(3), run(2), run(1), run(0));
      assertThat(store.list(9, Optional.empty(), Set.of(RunState.QUEUED)))
          .extracting(RunView::id)
          .containsExactly(run(5), run(3), run(1));
      assertThat(store.unfinished()).containsExactly(run(1), run(3), run(5));
      assertThatThrownBy(() -> store.list(3, Optional.of("x' OR 1"), Set.of()))
          .isInstanceOf(GradlabException.InvalidRequest.class)
          .hasMessageContaining("page_token");
    }
  }

  @Test
  void everyFinishedAppendIsListed() {
    try (var store = RunStore.open(state)) {
      RunLog log = store.create(run(1), Runs.CONFIG, "");
      for (int i = 1; i <= 50; i++) {
        log.append(List.of(Runs.server(Runs.step(i, i))));
        assertThat(all(store)).containsExactly(log.view());
        assertThat(store.view(run(1))).contains(log.view());
      }
    }
  }

  @Test
  void anIdAndARequestIdAreGivenOnce() throws Exception {
    try (var store = RunStore.open(state)) {
      var threads = Executors.newFixedThreadPool(8);
      var calls = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 8; i++) {
        RunId id = run(i);
        calls.add(
            () -> {
              try {
                return store.create(id, Runs.CONFIG, "the-request").view().lastSeq() == 0;
              } catch (GradlabException.WrongState e) {
                return false;
              }
            });
      }
      int created = 0;
      for (var call : threads.invokeAll(calls, 20, TimeUnit.SECONDS)) {
        created += call.get() ? 1 : 0;
      }
      threads.shutdownNow();
      assertThat(created).isEqualTo(1);
      RunId winner = store.findByRequestId("the-request").orElseThrow();
      assertThat(all(store)).extracting(RunView::id).containsExactly(winner);
      assertThatThrownBy(() -> store.create(winner, Runs.CONFIG, ""))
          .isInstanceOf(GradlabException.WrongState.class);
      assertThat(store.findByRequestId("")).isEmpty();
    }
  }

  @Test
  void aRunHasOneLogObjectAndFewFiles() throws IOException {
    try (var store = RunStore.open(state)) {
      long before = openLogs();
      for (int i = 0; i < 100; i++) {
        RunLog log = store.create(run(i), Runs.CONFIG, "");
        if (i % 2 == 0) {
          end(log);
        }
        assertThat(store.find(run(i)).orElseThrow()).isSameAs(log);
      }
      for (int i = 0; i < 100; i++) {
        assertThat(store.find(run(i)).orElseThrow().view().lastSeq()).isEqualTo(i % 2 == 0 ? 3 : 0);
      }
      assertThat(openLogs()).isEqualTo(before);
      RunLog log = store.find(run(1)).orElseThrow();
      try (var first = log.cursor(1);
          var second = log.cursor(1)) {
        assertThat(first.next()).isEqualTo(second.next());
        assertThat(openLogs()).isEqualTo(before + 1);
      }
      assertThat(openLogs()).isEqualTo(before);
    }
  }

  /** Of this process, by the kernel's word. */
  private static long openLogs() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.filter(RunStoreTest::isLog).count();
    }
  }

  private static boolean isLog(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).endsWith(RunLog.FILE_NAME);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  @Test
  void aDeletedRunIsGone() throws IOException {
    try (var store = RunStore.open(state)) {
      RunLog log = store.create(run(1), Runs.CONFIG, "again");
      assertThatThrownBy(() -> store.delete(run(1)))
          .isInstanceOf(GradlabException.WrongState.class)
          .hasMessageContaining("QUEUED");
      end(log);
      Files.createDirectories(log.directory().resolve("checkpoints/a"));
      try (var cursor = log.cursor(1)) {
        store.delete(run(1));
        assertThat(cursor.next()).as("a reader of a deleted run reads on").isPresent();
      }
      assertThat(store.find(run(1))).isEmpty();
      assertThat(store.view(run(1))).isEmpty();
      assertThat(all(store)).isEmpty();
      assertThat(state.resolve("runs")).isEmptyDirectory();
      assertThatThrownBy(() -> log.append(List.of(Runs.server(Runs.step(1, 1)))))
          .isInstanceOf(GradlabException.WrongState.class);
      assertThatThrownBy(() -> store.delete(run(1))).isInstanceOf(GradlabException.NotFound.class);
      assertThat(store.create(run(1), Runs.CONFIG, "again").view().lastSeq()).isZero();
      assertThat(all(store)).hasSize(1);
    }
  }

  @Test
  void newIdsAreIdsAndUnused() {
    try (var store = RunStore.open(state)) {
      assertThat(store.newId("vgg-08-s0").value()).matches("vgg-08-s0-[0-9a-f]{6}");
      assertThat(store.newId("  VGG_38 / größe ").value()).matches("vgg-38-gr-e-[0-9a-f]{6}");
      assertThat(store.newId("..").value()).matches("run-[0-9a-f]{6}");
      assertThat(store.newId("x".repeat(200)).value()).hasSizeLessThanOrEqualTo(64);
    }
  }

  @Test
  void whatACrashLeftOfACreationOrADeletionIsRemoved() throws IOException {
    Path runs = Files.createDirectories(state.resolve("runs"));
    Files.createDirectories(runs.resolve("empty"));
    Files.writeString(Files.createDirectories(runs.resolve("unborn")).resolve("run.log.new"), "gr");
    Files.createDirectories(runs.resolve(".deleted-old/checkpoints"));
    Files.writeString(Files.createDirectories(runs.resolve("theirs")).resolve("notes.txt"), "keep");
    Files.writeString(runs.resolve("a-file"), "keep");
    try (var store = RunStore.open(state);
        var left = Files.list(runs)) {
      assertThat(all(store)).isEmpty();
      assertThat(left).containsExactlyInAnyOrder(runs.resolve("theirs"), runs.resolve("a-file"));
    }
  }
}
