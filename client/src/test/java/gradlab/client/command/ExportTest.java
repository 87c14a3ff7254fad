package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir Path folder;

  @BeforeEach
  void oneRun() {
    server.add(Samples.run("aaa111", "first", "VGG_08"));
  }

  private Cli export(Path out, String... more) {
    var arguments = new ArrayList<>(List.of("export", "aaa", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return Cli.run(server, arguments.toArray(String[]::new));
  }

  private List<Path> files() throws Exception {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void theBestCheckpointAsSafetensorsUnlessSaid() throws Exception {
    Path out = folder.resolve("w.safetensors");
    var cli = export(out);
    assertThat(cli.exitCode()).isZero();
    assertThat(out).hasContent("best weights.safetensors of aaa111");
    assertThat(cli.out())
        .containsPattern("(?m)^checkpoint +epoch-0001$")
        .containsPattern("(?m)^size_bytes +34$")
        .contains(out.toString());
    assertThat(cli.err()).contains("wrote the weights of aaa111's checkpoint epoch-0001 to " + out);
    Path npz = folder.resolve("deep/er/w.npz");
    assertThat(export(npz, "--format", "npz", "--checkpoint", "epoch-0000").exitCode()).isZero();
    assertThat(npz).hasContent("epoch-0000 weights.npz of aaa111");
  }

  @Test
  void jsonIsOneObject() {
    var cli = export(folder.resolve("w"), "--output", "json", "--quiet");
    assertThat(cli.lines())
        .singleElement()
        .asString()
        .contains("\"runId\":\"aaa111\"", "\"checkpoint\":\"epoch-0001\"", "\"sizeBytes\":\"34\"");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void aFileThatIsThereStays() throws Exception {
    Path out = folder.resolve("w");
    Files.writeString(out, "mine");
    var cli = export(out);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(out + " is there already", "--force");
    assertThat(out).hasContent("mine");
    assertThat(export(out, "--force").exitCode()).isZero();
    assertThat(out).hasContent("best weights.safetensors of aaa111");
    assertThat(export(folder, "--force").err()).contains(folder + " is a directory");
    assertThat(export(out.resolve("below")).err()).contains("cannot write");
    assertThat(files()).containsExactly(out);
  }

  @Test
  void whatArrivesDamagedIsNotKept() throws Exception {
    server.training().damageDownloads();
    var cli = export(folder.resolve("w"));
    assertThat(cli.exitCode()).isEqualTo(8);
    assertThat(cli.err()).contains("weights.safetensors of run aaa111 arrived damaged");
    assertThat(files()).isEmpty();
  }

  @Test
  void anUnknownRunOrFormatIsAnError() throws Exception {
    assertThat(Cli.run(server, "export", "zzz").exitCode()).isEqualTo(4);
    assertThat(export(folder.resolve("w"), "--format", "pt").exitCode()).isEqualTo(2);
    assertThat(files()).isEmpty();
  }
}
