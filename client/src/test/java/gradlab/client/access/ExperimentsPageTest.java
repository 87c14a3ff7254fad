package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.runfile.RunFile;
import gradlab.client.runfile.SweepDraft;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/experiments.md: every command in it works, in its order. */
class ExperimentsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "experiments.md");

  @TempDir private Path folder;

  @Test
  void everyCommandWorks() throws Exception {
    var commands =
        Pattern.compile("^\\./gradlab (.*)$", Pattern.MULTILINE)
            .matcher(Files.readString(PAGE))
            .results()
            .map(line -> line.group(1).replaceFirst("\\s*(#|>).*", "").strip())
            .toList();
    assertThat(commands).hasSizeGreaterThan(10);
    try (var server = new RealServer(folder.resolve("server"), "--listen", "127.0.0.1:0")) {
      var user = new User(folder).with("GRADLAB_SERVER", server.address);
      for (String command : commands) {
        assertThat(user.ok(command.split(" +"))).as(command).isNotEmpty();
      }
    }
  }

  @Test
  void theFileIsASweep() throws Exception {
    var yaml =
        Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(yaml.find()).isTrue();
    var draft = new SweepDraft();
    RunFile.readSweep(
        RunFile.STANDARD_INPUT,
        new ByteArrayInputStream(yaml.group(1).getBytes(StandardCharsets.UTF_8)),
        draft);
    assertThat(draft.request().getAxesCount()).isEqualTo(2);
    assertThat(draft.request().getRandomTrials()).isEqualTo(9);
    assertThat(draft.request().getHalving().getReductionFactor()).isEqualTo(3);
  }
}
