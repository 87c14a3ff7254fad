package gradlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.GradlabException.BadDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLocatorTest {
  @TempDir Path root;
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(root.resolve("home"));
  }

  @Test
  void theFlagWinsOverTheEnvironmentAndThatOverTheCache() throws IOException {
    Path flag = holding(root.resolve("flag"), 3);
    Path variable = holding(root.resolve("variable"), 4);
    Path cache = holding(home.resolve(".cache/gradlab/cifar100"), 5);
    Map<String, String> env = Map.of("HOME", home.toString());
    Map<String, String> both =
        Map.of("HOME", home.toString(), "GRADLAB_DATA_DIR", variable.toString());

    DatasetLocation first = DatasetLocator.locate(Optional.of(flag), both);
    assertThat(first.source()).isEqualTo(Source.DATA_DIR);
    assertThat(first.directory()).contains(flag);
    assertThat(first.message())
        .contains(flag.toString(), "3 train and 3 test images", "not the official set");

    DatasetLocation second = DatasetLocator.locate(Optional.empty(), both);
    assertThat(second.source()).isEqualTo(Source.ENVIRONMENT);
    assertThat(second.directory()).contains(variable);

    DatasetLocation third = DatasetLocator.locate(Optional.empty(), env);
    assertThat(third.source()).isEqualTo(Source.CACHE);
    assertThat(third.directory()).contains(cache);
  }

  @Test
  void lastComesTheSampleWithOneClearLine() {
    DatasetLocation location =
        DatasetLocator.locate(
            Optional.empty(), Map.of("HOME", home.toString(), "GRADLAB_DATA_DIR", ""));
    assertThat(location).isEqualTo(DatasetLocation.sample());
    assertThat(location.isSample()).isTrue();
    assertThat(location.message())
        .doesNotContain("\n")
        .contains("sample", "real images", "2,000", "500", "gradlab dataset prepare");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aNamedFolderWithoutTheFilesIsAnErrorAndNotTheSample() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertThatThrownBy(() -> DatasetLocator.locate(Optional.of(empty), Map.of()))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("--data-dir " + empty)
        .hasMessageContaining("no train.bin and test.bin");

    Files.write(empty.resolve("train.bin"), TestImages.madeUpBytes(1, 1));
    assertThatThrownBy(
            () ->
                DatasetLocator.locate(
                    Optional.empty(), Map.of("GRADLAB_DATA_DIR", empty.toString())))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("GRADLAB_DATA_DIR " + empty)
        .hasMessageContaining("no test.bin");

    assertThatThrownBy(() -> DatasetLocator.locate(Optional.of(root.resolve("nowhere")), Map.of()))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("no such directory");
  }

  @Test
  void nearMissesGetAHint() throws IOException {
    Path outer = Files.createDirectory(root.resolve("outer"));
    Path inner = holding(outer.resolve("cifar-100-binary"), 1);
    assertThatThrownBy(() -> DatasetLocator.locate(Optional.of(outer), Map.of()))
        .hasMessageContaining("name " + inner);

    Path python = Files.createDirectory(root.resolve("python"));
    Files.createFile(python.resolve("train"));
    Files.createFile(python.resolve("meta"));
    assertThatThrownBy(() -> DatasetLocator.locate(Optional.of(python), Map.of()))
        .hasMessageContaining("Python version");
  }

  @Test
  void aCutFileInANamedFolderIsToldAtOnce() throws IOException {
    Path named = holding(root.resolve("named"), 2);
    Files.write(named.resolve("test.bin"), new byte[3075]);
    assertThatThrownBy(() -> DatasetLocator.locate(Optional.of(named), Map.of()))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining(named.resolve("test.bin").toString())
        .hasMessageContaining("byte offset 3074");
  }

  @Test
  void theCacheIsWhereXdgSays() {
    assertThat(DatasetLocator.cacheDirectory(Map.of("XDG_CACHE_HOME", "/var/c", "HOME", "/h")))
        .isEqualTo(Path.of("/var/c/gradlab/cifar100"));
    assertThat(DatasetLocator.cacheDirectory(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/h")))
        .isEqualTo(Path.of("/h/.cache/gradlab/cifar100"));
    assertThat(DatasetLocator.cacheDirectory(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/gradlab/cifar100"));
  }

  @Test
  void sourcesHaveWords() {
    for (Source source : Source.values()) {
      assertThat(Source.of(source.id())).isEqualTo(source);
    }
    assertThatThrownBy(() -> Source.of("disc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("data-dir, environment, cache, sample");
  }

  private static Path holding(Path directory, int images) throws IOException {
    Files.createDirectories(directory);
    for (Split split : Split.values()) {
      Files.write(directory.resolve(split.fileName()), TestImages.madeUpBytes(images, 1));
    }
    return directory;
  }
}
