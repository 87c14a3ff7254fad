package gradlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar100Test {
  @TempDir Path directory;
  private DatasetLocation location;

  @BeforeEach
  void locate() {
    location = DatasetLocation.in(Source.DATA_DIR, directory);
  }

  @Test
  void readsTheOfficialOrSampledTrainSplit() {
    DatasetLocation real = TestImages.officialOrSample();
    try (Cifar100 train = Cifar100.load(real, Split.TRAIN)) {
      check(real, train);
    }
  }

  private static void check(DatasetLocation real, Cifar100 train) {
    int images = real.isSample() ? 2_000 : 50_000;
    assertThat(train.size()).isEqualTo(images);
    // the first three records of train.bin; the sample starts with the same
    assertThat(train.label(0)).isEqualTo(19);
    assertThat(train.label(1)).isEqualTo(29);
    assertThat(train.label(2)).isEqualTo(0);
    int[] perClass = new int[100];
    for (int i = 0; i < train.size(); i++) {
      perClass[train.label(i)]++;
    }
    assertThat(perClass).containsOnly(images / 100);
    assertThat(train.sha256())
        .isEqualTo(real.isSample() ? Split.TRAIN.sampleSha256() : Split.TRAIN.officialSha256());
  }

  @Property(tries = 30)
  void everyRecordIsThatOfTheFile(
      @ForAll @IntRange(min = 1, max = 200) int images, @ForAll long seed) throws IOException {
    byte[] bytes = TestImages.madeUpBytes(images, seed);
    Path folder = Files.createTempDirectory("cifar100");
    Path file = Files.write(folder.resolve("test.bin"), bytes);
    var record = ByteBuffer.allocate(3074);
    try (var data = Cifar100.load(DatasetLocation.in(Source.DATA_DIR, folder), Split.TEST)) {
      assertThat(data.size()).isEqualTo(images);
      for (int image = images - 1; image >= 0; image--) {
        data.read(image, record);
        assertThat(record.remaining()).isEqualTo(3074);
        assertThat(record.array())
            .isEqualTo(Arrays.copyOfRange(bytes, image * 3074, (image + 1) * 3074));
        assertThat(data.label(image)).isEqualTo(record.get(1));
      }
      assertThat(data.sha256()).isEqualTo(Sha256.of(bytes));
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  @Test
  void aDirectBufferWillDoAndMemoryReadsLikeAFile() throws IOException {
    byte[] bytes = write(Split.TRAIN, TestImages.madeUpBytes(7, 1));
    var fromFile = ByteBuffer.allocateDirect(4000);
    var fromMemory = ByteBuffer.allocate(4000);
    try (var file = Cifar100.load(location, Split.TRAIN);
        var memory = TestImages.inMemory(bytes)) {
      file.read(6, fromFile);
      memory.read(6, fromMemory);
      assertThat(fromFile).isEqualTo(fromMemory).isEqualTo(ByteBuffer.wrap(bytes, 6 * 3074, 3074));
    }
  }

  @Test
  void aFileThatIsCutAfterwardsIsNamedWithTheOffset() throws IOException {
    write(Split.TRAIN, TestImages.madeUpBytes(7, 1));
    var record = ByteBuffer.allocate(3074);
    try (var data = Cifar100.load(location, Split.TRAIN);
        var file = FileChannel.open(directory.resolve("train.bin"), StandardOpenOption.WRITE)) {
      file.truncate(6 * 3074 + 100);
      data.read(5, record);
      assertThatThrownBy(() -> data.read(6, record))
          .isInstanceOf(BadDataset.class)
          .hasMessageContaining(directory.resolve("train.bin").toString())
          .hasMessageContaining("has no byte at offset 18544 any more (record 6 of 7)")
          .hasMessageContaining("gradlab dataset prepare");
    }
  }

  @Test
  void nothingIsReadOnceClosed() throws IOException {
    write(Split.TRAIN, TestImages.madeUpBytes(7, 1));
    var data = Cifar100.load(location, Split.TRAIN);
    data.close();
    data.close();
    assertThatThrownBy(() -> data.read(2, ByteBuffer.allocate(3074)))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("train.bin: cannot be read at byte offset 6148")
        .hasMessageContaining("gradlab dataset prepare");
  }

  /** Such as by `gradlab dataset prepare` while a run goes on. */
  @Test
  void theFileThatWasCheckedIsTheOneThatIsRead() throws IOException {
    byte[] bytes = write(Split.TRAIN, TestImages.madeUpBytes(3, 1));
    var record = ByteBuffer.allocate(3074);
    try (var data = Cifar100.load(location, Split.TRAIN)) {
      Path other = Files.write(directory.resolve("other"), TestImages.madeUpBytes(3, 2));
      Files.move(other, directory.resolve("train.bin"), StandardCopyOption.REPLACE_EXISTING);
      data.read(1, record);
      assertThat(record).isEqualTo(ByteBuffer.wrap(bytes, 3074, 3074));
    }
  }

  @Property(tries = 50)
  void aCutFileIsToldFromItsLength(@ForAll @IntRange(min = 1, max = 5 * 3074 - 1) int length) {
    byte[] bytes = Arrays.copyOf(TestImages.madeUpBytes(5, 1), length);
    if (length % 3074 == 0) {
      assertThat(TestImages.inMemory(bytes).size()).isEqualTo(length / 3074);
      return;
    }
    assertThatThrownBy(() -> TestImages.inMemory(bytes))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("made-up/train.bin")
        .hasMessageContaining("byte offset " + length / 3074 * 3074)
        .hasMessageContaining("gradlab dataset prepare");
  }

  @Property(tries = 50)
  void aBadLabelIsNamedWithItsOffset(
      @ForAll @IntRange(max = 4) int record,
      @ForAll boolean fine,
      @ForAll @IntRange(min = 20, max = 255) int value) {
    byte[] bytes = TestImages.madeUpBytes(5, 1);
    int label = fine ? Math.max(value, 100) : value;
    int offset = record * 3074 + (fine ? 1 : 0);
    bytes[offset] = (byte) label;
    assertThatThrownBy(() -> TestImages.inMemory(bytes))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("made-up/train.bin")
        .hasMessageContaining((fine ? "fine" : "coarse") + " label " + label)
        .hasMessageContaining("byte offset " + offset)
        .hasMessageContaining("gradlab dataset prepare");
  }

  @Test
  void anEmptyAndAMissingFileAreNamed() throws IOException {
    assertThatThrownBy(() -> Cifar100.load(location, Split.TRAIN))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining(directory.resolve("train.bin").toString())
        .hasMessageContaining("cannot be read");
    write(Split.TRAIN, new byte[0]);
    assertThatThrownBy(() -> Cifar100.load(location, Split.TRAIN))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void theCacheMustHoldTheWholeSet() throws IOException {
    write(Split.TRAIN, TestImages.madeUpBytes(5, 1));
    assertThatThrownBy(
            () -> Cifar100.load(DatasetLocation.in(Source.CACHE, directory), Split.TRAIN))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("byte offset 15370 after 5 images; it should hold 50,000");
  }

  private byte[] write(Split split, byte[] bytes) throws IOException {
    Files.write(directory.resolve(split.fileName()), bytes);
    return bytes;
  }
}
