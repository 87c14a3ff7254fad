package gradlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.GradlabException.BadDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Cifar100 train = Cifar100.load(real, Split.TRAIN);
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
    assertThat(train.sha256()).isSameAs(train.sha256());
  }

  @Test
  void showsPixelsWithoutCopies() throws IOException {
    byte[] bytes = write(Split.TEST, TestImages.madeUpBytes(7, 1));
    Cifar100 data = Cifar100.load(location, Split.TEST);
    assertThat(data.size()).isEqualTo(7);
    assertThat(data.bytes()).isEqualTo(bytes).isSameAs(data.bytes());
    assertThat(data.pixelOffset(6)).isEqualTo(6 * 3074 + 2);
    assertThat(data.label(6)).isEqualTo(6);
    assertThat(Cifar100.sha256(location, Split.TEST)).isEqualTo(data.sha256());
  }

  @Property(tries = 50)
  void aCutFileIsToldFromItsLength(@ForAll @IntRange(min = 1, max = 5 * 3074 - 1) int length) {
    byte[] bytes = Arrays.copyOf(TestImages.madeUpBytes(5, 1), length);
    if (length % 3074 == 0) {
      assertThat(Cifar100.of(TestImages.madeUpLocation(), Split.TRAIN, bytes).size())
          .isEqualTo(length / 3074);
      return;
    }
    assertThatThrownBy(() -> Cifar100.of(TestImages.madeUpLocation(), Split.TRAIN, bytes))
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
    assertThatThrownBy(() -> Cifar100.of(TestImages.madeUpLocation(), Split.TRAIN, bytes))
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
