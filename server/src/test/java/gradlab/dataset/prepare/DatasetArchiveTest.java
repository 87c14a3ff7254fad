package gradlab.dataset.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.BadDataset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetArchiveTest {
  @Test
  void comesFromItsHomePageUnlessTheEnvironmentNamesAnother() {
    assertThat(DatasetArchive.official(Map.of()).uri())
        .hasToString("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz");
    assertThat(DatasetArchive.official(Map.of("GRADLAB_DATA_URL", "http://mirror/c.tar.gz")).uri())
        .hasToString("http://mirror/c.tar.gz");
  }

  @Test
  void wantsTheWholeOfBothSplits() {
    assertThat(DatasetArchive.official(Map.of()).files())
        .extracting(ExpectedFile::name, ExpectedFile::maxBytes)
        .contains(
            org.assertj.core.groups.Tuple.tuple("train.bin", 153_700_000L),
            org.assertj.core.groups.Tuple.tuple("test.bin", 30_740_000L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "not a url", "cifar.tar.gz", "http:nohost"})
  void anotherAddressMustBeHttp(String url) {
    assertThatThrownBy(() -> DatasetArchive.official(Map.of("GRADLAB_DATA_URL", url)))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("GRADLAB_DATA_URL")
        .hasMessageContaining(url);
  }
}
