package gradlab.network.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/blocks.md says what is so. */
class BlocksPageTest {
  private static final String SOURCES = "src/test/java/gradlab/network/blocks/";
  private static final String SERVICE = "META-INF/services/gradlab.network.blocks.BlockType";

  @Test
  void theExampleIsTheFileThatIsTested() throws IOException {
    String file = Files.readString(Path.of(SOURCES, "SqueezeExcitation.java"));
    assertThat(page()).contains("```java\n" + file + "```\n");
  }

  @Test
  void itsRegistrationIsTheLineThatIsTested() throws IOException {
    String line = Files.readString(Path.of("src/test/resources", SERVICE));
    assertThat(page()).contains("```\n" + line + "```\n").contains("src/main/resources/" + SERVICE);
  }

  @Test
  void everyBlockOfTheProjectIsDescribed() throws IOException {
    for (String block : BlockTypes.names()) {
      assertThat(page()).contains(block.equals("se") ? "--block se" : "\n| `" + block + "` | ");
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/blocks.md"));
  }
}
