package gradlab.dataset.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.Progress;
import gradlab.stress.fuzz.Mutations;
import gradlab.stress.fuzz.ReaderFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive: what comes out is what must be in it, in its folder, or nothing counts. */
class ArchiveFuzzTest {
  private static final DatasetArchive ARCHIVE = FakeArchive.at(URI.create("http://localhost/"));
  private static final Set<String> NAMES =
      Set.of("train.bin", "test.bin", "fine_label_names.txt", "coarse_label_names.txt");
  private static final ReaderFuzz FUZZ = new ReaderFuzz(20_260_101, 16 << 20);

  /** Without the waiting for the disk. */
  private static final Disk DISK =
      new Disk() {
        @Override
        public OutputStream open(Path file, boolean append) throws IOException {
          return Disk.real().open(file, append);
        }

        @Override
        public void sync(Path file) {}

        @Override
        public long freeBytes(Path directory) {
          return Long.MAX_VALUE;
        }
      };

  @TempDir Path temporary;

  private void unpack(byte[] packed) throws Exception {
    var file = Files.write(temporary.resolve("archive"), packed);
    var into = Files.createDirectories(temporary.resolve("into"));
    try {
      var unpacked = new Unpacking(ARCHIVE, DISK, Progress.none()).unpack(file, into);
      assertThat(Files.readAllBytes(unpacked.get("train.bin"))).isEqualTo(FakeArchive.TRAIN);
      assertThat(Files.readAllBytes(unpacked.get("test.bin"))).isEqualTo(FakeArchive.TEST);
    } finally {
      try (var files = Files.walk(temporary)) {
        assertThat(files.filter(Files::isRegularFile).map(f -> temporary.relativize(f).toString()))
            .allMatch(
                f ->
                    f.equals("archive")
                        || (f.startsWith("into/") && NAMES.contains(f.substring(5))));
      }
      for (String name : NAMES) {
        Files.deleteIfExists(into.resolve(name));
      }
    }
  }

  @Test
  void damagedArchivesAreRefused() {
    byte[] whole = FakeArchive.sound();
    int refused =
        FUZZ.run(
            300,
            random -> Mutations.of(whole, random),
            this::unpack,
            e -> e instanceof CorruptArchiveException);
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void damagedTarFilesInAWholeGzipAreRefused() throws IOException {
    byte[] tar;
    try (var in = new GZIPInputStream(new java.io.ByteArrayInputStream(FakeArchive.sound()))) {
      tar = in.readAllBytes();
    }
    FUZZ.run(
        300,
        random -> FakeArchive.gzip(Mutations.of(tar, random)),
        this::unpack,
        e -> e instanceof CorruptArchiveException);
  }

  /**
   * A file of 8 GiB that nobody wants, of which every byte would have to be unpacked to pass it.
   */
  @Test
  void anArchiveThatGoesOnForEverIsGivenUp() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(FakeArchive.header("cifar-100-binary/huge.bin", Integer.MAX_VALUE));
      gzip.write(new byte[1 << 20]);
    }
    assertThatThrownBy(() -> unpack(packed.toByteArray()))
        .isInstanceOf(CorruptArchiveException.class)
        .hasMessageContaining("more than");
  }
}
