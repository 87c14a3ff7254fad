package gradlab.dataset.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.dataset.Progress;
import gradlab.dataset.Stage;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.WrongState;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DatasetPreparerTest {
  private static final byte[] ARCHIVE = FakeArchive.sound();
  private static final DownloadLimits LIMITS =
      new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 10, Duration.ZERO);
  private static final DownloadLimits IMPATIENT =
      new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(1), 3, Duration.ZERO);

  @TempDir Path root;
  private Path cache;
  private Path part;

  @BeforeEach
  void places() {
    cache = root.resolve("some/cache");
    part = cache.resolve("fake.tar.gz.part");
  }

  @Test
  void downloadsUnpacksAndInstalls() throws Exception {
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    AtomicLong lastDone = new AtomicLong();
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::good)) {
      var location =
          preparer(host)
              .prepare(
                  (stage, done, total) -> {
                    stages.add(stage);
                    assertThat(done).isBetween(0L, total);
                    lastDone.set(stage == Stage.DOWNLOADING ? done : lastDone.get());
                  });
      assertThat(location.source()).isEqualTo(Source.CACHE);
      assertThat(location.directory()).contains(cache);
      assertThat(stages).containsExactly(Stage.DOWNLOADING, Stage.UNPACKING, Stage.DONE);
      assertThat(lastDone).hasValue(ARCHIVE.length);
      assertInstalled();

      preparer(host).prepare(Progress.none());
      assertThat(host.ranges).containsExactly(""); // the second time only checked
    }
  }

  @Test
  void aDamagedFileOfTheCacheIsReplaced() throws Exception {
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::good)) {
      preparer(host).prepare(Progress.none());
      byte[] damaged = FakeArchive.TEST.clone();
      damaged[5000] ^= 1;
      Files.write(cache.resolve("test.bin"), damaged);
      preparer(host).prepare(Progress.none());
      assertInstalled();
      assertThat(host.ranges).hasSize(2);
    }
  }

  @Test
  void aCutConnectionIsTakenUpWhereItBroke() throws Exception {
    try (FakeHost host =
        new FakeHost(
            ARCHIVE, FakeHost.cutAfter(30_000), FakeHost.cutAfter(50_000), FakeHost::good)) {
      preparer(host).prepare(Progress.none());
      assertInstalled();
      assertThat(host.ranges).containsExactly("", "bytes=30000-", "bytes=80000-");
    }
  }

  @Test
  void aCutThatStaysKeepsThePartForTheNextTime() throws Exception {
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost.cutAfter(30_000), FakeHost.cutAfter(0))) {
      assertThatThrownBy(() -> preparer(host).prepare(Progress.none()))
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining(host.uri().toString())
          .hasMessageContaining("30,000 bytes are kept in " + part)
          .hasMessageContaining("gradlab dataset prepare");
      assertThat(part).hasBinaryContent(Arrays.copyOf(ARCHIVE, 30_000));

      host.answer(FakeHost::good);
      preparer(host).prepare(Progress.none());
      assertInstalled();
      assertThat(host.ranges).containsExactly("", "bytes=30000-", "bytes=30000-");
    }
  }

  @Test
  void aServerWithoutRangesStartsOver() throws Exception {
    keepPart(Arrays.copyOf(ARCHIVE, 1_000));
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::whole)) {
      preparer(host).prepare(Progress.none());
      assertInstalled();
      assertThat(host.ranges).containsExactly("bytes=1000-");
    }
  }

  @Test
  void aWholePartNeedsNoByte() throws Exception {
    keepPart(ARCHIVE);
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::good)) {
      preparer(host).prepare(Progress.none());
      assertInstalled();
      assertThat(host.ranges).containsExactly("bytes=" + ARCHIVE.length + "-"); // 416
    }
  }

  @Test
  void aPartLongerThanTheFileIsThrownAway() throws Exception {
    keepPart(Arrays.copyOf(ARCHIVE, ARCHIVE.length + 7));
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::good)) {
      preparer(host).prepare(Progress.none());
      assertInstalled();
      assertThat(host.ranges).containsExactly("bytes=" + (ARCHIVE.length + 7) + "-", "");
    }
  }

  @Test
  void aDamagedArchiveIsNamedAndRemoved() throws Exception {
    byte[] damaged = ARCHIVE.clone();
    damaged[ARCHIVE.length / 2] ^= 1;
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost.other(damaged), FakeHost::good)) {
      assertThatThrownBy(() -> preparer(host).prepare(Progress.none()))
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining(part.toString())
          .hasMessageContaining("is damaged");
      assertNothingInstalled();
      assertThat(part).doesNotExist();

      preparer(host).prepare(Progress.none());
      assertInstalled();
    }
  }

  @Test
  void soundPackingWithWrongContentIsNamedAndRemoved() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("cifar-100-binary/train.bin", FakeArchive.TRAIN);
    byte[] other = FakeArchive.TEST.clone();
    other[77] ^= 1;
    files.put("cifar-100-binary/test.bin", other);
    assertRefused(files, "test.bin in it has sha256");

    files.remove("cifar-100-binary/test.bin");
    assertRefused(files, "it holds no test.bin");

    files.put("cifar-100-binary/test.bin", new byte[FakeArchive.TEST.length + 1]);
    assertRefused(files, "more than " + FakeArchive.TEST.length);
  }

  @Test
  void noPathOfTheArchiveReachesTheDisk() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("../../train.bin", FakeArchive.TRAIN);
    files.put("/test.bin/../../test.bin", FakeArchive.TEST);
    files.put("../../evil.txt", new byte[] {1});
    assertRefused(files, "it holds no train.bin");
    assertThat(root.resolve("evil.txt")).doesNotExist();
    assertThat(root.resolve("some/evil.txt")).doesNotExist();
    assertThat(root.resolve("train.bin")).doesNotExist();
  }

  @Test
  void aPageThatIsNotThereIsToldWithItsStatus() throws Exception {
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost.status(404))) {
      assertThatThrownBy(() -> preparer(host).prepare(Progress.none()))
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining(host.uri().toString())
          .hasMessageContaining("404")
          .hasMessageContaining("GRADLAB_DATA_URL");
      assertThat(host.ranges).hasSize(1);
    }
  }

  @Test
  void aRefusedConnectionIsAReadableError() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort(); // free again when the block ends
    }
    URI uri = URI.create("http://127.0.0.1:" + port + "/x");
    assertThatThrownBy(() -> preparer(uri, LIMITS, Disk.real()).prepare(Progress.none()))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("cannot download " + uri)
        .hasMessageContaining(": no connection. Nothing")
        .hasMessageContaining("--data-dir")
        .hasMessageNotContaining("null");
  }

  @Test
  void aServerThatFallsSilentIsLeftAndThePartKept() throws Exception {
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost.status(500))) {
      host.answer(host.stallAfter(20_000));
      DatasetPreparer preparer = preparer(host.uri(), IMPATIENT, Disk.real());
      assertThatThrownBy(() -> preparer.prepare(Progress.none()))
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining("no byte came for")
          .hasMessageContaining("60,000 bytes are kept");
      assertThat(host.ranges).containsExactly("", "bytes=20000-", "bytes=40000-");
    }
  }

  @Test
  void soIsOneThatNeverSendsHeaders() throws Exception {
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost.status(500))) {
      host.answer((exchange, file) -> host.awaitClosing());
      DatasetPreparer preparer = preparer(host.uri(), IMPATIENT, Disk.real());
      assertThatThrownBy(() -> preparer.prepare(Progress.none()))
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining("timed out")
          .hasMessageContaining("Nothing has arrived");
    }
  }

  @Test
  void aFullDiskIsToldBeforeTheFirstByte() throws Exception {
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::good)) {
      DatasetPreparer preparer =
          preparer(host.uri(), LIMITS, new FullDisk(Long.MAX_VALUE, 100_000));
      assertThatThrownBy(() -> preparer.prepare(Progress.none()))
          .isInstanceOf(LimitReached.class)
          .hasMessageContaining(cache.toString())
          .hasMessageContaining("MiB are needed")
          .hasMessageContaining("XDG_CACHE_HOME");
      assertThat(part).doesNotExist();
    }
  }

  @Test
  void aDiskThatFillsUpKeepsThePart() throws Exception {
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::good)) {
      DatasetPreparer full = preparer(host.uri(), LIMITS, new FullDisk(50_000, Long.MAX_VALUE));
      assertThatThrownBy(() -> full.prepare(Progress.none()))
          .isInstanceOf(LimitReached.class)
          .hasMessageContaining("the disk is full")
          .hasMessageContaining("kept in " + part);
      assertThat(Files.size(part)).isBetween(1L, 50_000L);

      DatasetPreparer fullLater =
          preparer(host.uri(), LIMITS, new FullDisk(ARCHIVE.length + 10, Long.MAX_VALUE));
      assertThatThrownBy(() -> fullLater.prepare(Progress.none()))
          .isInstanceOf(LimitReached.class)
          .hasMessageContaining("train.bin: the disk is full");
      assertThat(part).hasBinaryContent(ARCHIVE);
      assertNothingInstalled();

      preparer(host).prepare(Progress.none());
      assertInstalled();
    }
  }

  @Test
  void anInterruptEndsItAndKeepsThePart() throws Exception {
    CountDownLatch someCame = new CountDownLatch(1);
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost.status(500))) {
      host.answer(host.stallAfter(20_000));
      FutureTask<String> task =
          new FutureTask<>(
              () -> {
                try {
                  preparer(host).prepare((stage, done, total) -> someCame.countDown());
                  return "finished";
                } catch (InterruptedException e) {
                  return "interrupted";
                }
              });
      Thread thread = new Thread(task);
      thread.start();
      assertThat(someCame.await(10, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(() -> preparer(host).prepare(Progress.none())) // while the first is at it
          .isInstanceOf(WrongState.class)
          .hasMessageContaining(cache.toString());

      thread.interrupt();
      assertThat(task.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
      assertThat(part).exists();

      host.answer(FakeHost::good);
      preparer(host).prepare(Progress.none()); // the lock is free again
      assertInstalled();
    }
  }

  @Test
  void leftoversOfAProcessThatDiedAreRemoved() throws Exception {
    Path leftover = Files.createDirectories(cache.resolve("unpack.tmp"));
    Files.writeString(leftover.resolve("train.bin"), "half");
    try (FakeHost host = new FakeHost(ARCHIVE, FakeHost::good)) {
      preparer(host).prepare(Progress.none());
      assertInstalled();
    }
  }

  @Test
  void aCacheThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(root.resolve("some"), "a file where a folder should be");
    assertThatThrownBy(
            () ->
                preparer(URI.create("http://127.0.0.1:1/"), LIMITS, Disk.real())
                    .prepare(Progress.none()))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining(cache.toString());
  }

  private void assertInstalled() throws IOException {
    assertThat(cache.resolve("train.bin")).hasBinaryContent(FakeArchive.TRAIN);
    assertThat(cache.resolve("test.bin")).hasBinaryContent(FakeArchive.TEST);
    assertThat(cache.resolve("fine_label_names.txt")).hasBinaryContent(FakeArchive.FINE);
    try (var files = Files.list(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "train.bin", "test.bin", "fine_label_names.txt", "prepare.lock");
    }
  }

  private void assertNothingInstalled() {
    assertThat(cache.resolve("train.bin")).doesNotExist();
    assertThat(cache.resolve("test.bin")).doesNotExist();
    assertThat(cache.resolve("unpack.tmp")).doesNotExist();
  }

  private void assertRefused(Map<String, byte[]> files, String why) throws IOException {
    byte[] archive = FakeArchive.gzip(FakeArchive.tar(files));
    try (FakeHost host = new FakeHost(archive, FakeHost::good)) {
      assertThatThrownBy(() -> preparer(host).prepare(Progress.none()))
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining(why)
          .hasMessageContaining("It was removed");
      assertNothingInstalled();
      assertThat(part).doesNotExist();
    }
  }

  private void keepPart(byte[] bytes) throws IOException {
    Files.createDirectories(cache);
    Files.write(part, bytes);
  }

  private DatasetPreparer preparer(FakeHost host) {
    return preparer(host.uri(), LIMITS, Disk.real());
  }

  private DatasetPreparer preparer(URI uri, DownloadLimits limits, Disk disk) {
    return new DatasetPreparer(cache, FakeArchive.at(uri), limits, disk);
  }

  /** Takes so many bytes in all, then says what Linux says. */
  private static final class FullDisk implements Disk {
    private final Disk real = Disk.real();
    private final long free;
    private long room;

    FullDisk(long room, long free) {
      this.room = room;
      this.free = free;
    }

    @Override
    public OutputStream open(Path file, boolean append) throws IOException {
      OutputStream out = real.open(file, append);
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          int fits = (int) Math.min(length, room);
          out.write(bytes, from, fits);
          room -= fits;
          if (fits < length) {
            throw new IOException("No space left on device");
          }
        }

        @Override
        public void close() throws IOException {
          out.close();
        }
      };
    }

    @Override
    public void sync(Path file) throws IOException {
      real.sync(file);
    }

    @Override
    public long freeBytes(Path directory) {
      return free;
    }
  }
}
