package gradlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundledSampleTest {
  @ParameterizedTest
  @EnumSource
  void everyClassHasItsShareAndTheChecksumIsTheKnownOne(Split split) {
    Cifar100 sample = Cifar100.load(DatasetLocation.sample(), split);
    int[] perClass = new int[100];
    for (int i = 0; i < sample.size(); i++) {
      perClass[sample.label(i)]++;
    }
    assertThat(perClass).containsOnly(split.sampleImagesPerClass());
    assertThat(sample.sha256()).isEqualTo(split.sampleSha256());
  }

  @ParameterizedTest
  @EnumSource
  void isWhatTheMakerMakesOfTheOfficialFiles(Split split) throws IOException {
    Optional<DatasetLocation> official = TestImages.official();
    assumeTrue(official.isPresent(), "the official files are not here");
    byte[] made;
    try (Cifar100 all = Cifar100.load(official.get(), split)) {
      made = SampleMaker.make(all, split.sampleImagesPerClass());
    }
    try (InputStream sample = DatasetLocation.sample().open(split)) {
      assertThat(sample.readAllBytes()).isEqualTo(made);
    }
  }

  @Test
  void fineLabelsHaveNames() {
    assertThat(LabelNames.fine()).hasSize(100).doesNotHaveDuplicates();
    assertThat(LabelNames.fine().get(0)).isEqualTo("apple");
    assertThat(LabelNames.fine().get(19)).isEqualTo("cattle");
    assertThat(LabelNames.fine().get(99)).isEqualTo("worm");
  }
}
