package gradlab.bench.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerSettingTest {
  @TempDir Path folder;

  @Test
  void theNameSaysWhatRuns() {
    assertThat(PeerSetting.DEFAULT.id()).isEqualTo("default");
    assertThat(new PeerSetting(true, Optional.empty()).id()).isEqualTo("channels_last");
    assertThat(new PeerSetting(true, Optional.of(folder)).id()).isEqualTo("channels_last_jemalloc");
    assertThat(PeerSetting.best().channelsLast()).isTrue();
  }

  @Test
  void jemallocIsTheFirstThatIsThere() throws Exception {
    var folders = List.of(folder.resolve("none"), folder);
    assertThat(PeerSetting.findJemalloc(folders)).isEmpty();
    var library = Files.createFile(folder.resolve("libjemalloc.so.2"));
    assertThat(PeerSetting.findJemalloc(folders)).hasValue(library);
  }
}
