package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** `export --as`: a run's results as a folder. */
class FolderExportTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir Path folder;

  @BeforeEach
  void oneRun() throws Exception {
    server.add(Samples.run("aaa111", "first", "VGG_08"));
    server.training().folder("course.zip", zip("result_outputs/summary.csv", "gradient_flow.csv"));
  }

  private static byte[] zip(String... names) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("of " + name).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Cli export(Path out, String... more) {
    var arguments =
        new ArrayList<>(List.of("export", "aaa", "--as", "course", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return Cli.run(server, arguments.toArray(String[]::new));
  }

  private List<String> files(Path in) throws Exception {
    try (var files = Files.walk(in)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> in.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theFolderIsMade() throws Exception {
    Path out = folder.resolve("deep/VGG_08_experiment");
    var cli = export(out);
    assertThat(cli.exitCode()).isZero();
    assertThat(files(folder.resolve("deep")))
        .containsExactly(
            "VGG_08_experiment/gradient_flow.csv", "VGG_08_experiment/result_outputs/summary.csv");
    assertThat(out.resolve("gradient_flow.csv")).hasContent("of gradient_flow.csv");
    assertThat(cli.err()).contains("wrote the results of aaa111 to " + out + " (2 files)");
    assertThat(cli.out()).containsPattern("(?m)^files +2$");
    var json = export(out, "--output", "json", "--quiet");
    assertThat(json.lines())
        .singleElement()
        .asString()
        .contains("\"files\":[\"result_outputs/summary.csv\",\"gradient_flow.csv\"]");
  }

  @Test
  void whatIsThereStaysUnlessItIsTheSame() throws Exception {
    Path out = folder.resolve("out");
    assertThat(export(out).exitCode()).isZero();
    assertThat(export(out).exitCode()).as("the same again").isZero();
    Files.writeString(out.resolve("gradient_flow.csv"), "mine");
    Files.delete(out.resolve("result_outputs/summary.csv"));
    var cli = export(out);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("gradient_flow.csv is there already", "--force");
    assertThat(files(out)).as("nothing at all is written").containsExactly("gradient_flow.csv");
    assertThat(export(out, "--force").exitCode()).isZero();
    assertThat(out.resolve("gradient_flow.csv")).hasContent("of gradient_flow.csv");
    assertThat(export(out.resolve("gradient_flow.csv")).err()).contains("is a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../out.csv", "a/../../out.csv", "/tmp/out.csv", "a//b", "./a", "a\\b", ""})
  void nothingIsWrittenOutsideTheFolder(String name) throws Exception {
    server.training().folder("course.zip", zip("good.csv", name));
    var cli = export(folder.resolve("out"));
    assertThat(cli.exitCode()).isEqualTo(8);
    assertThat(cli.err()).contains("whose name is no path in a folder", "do not trust this server");
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void optionsOfWeightsDoNotGoWithIt() {
    assertThat(export(folder.resolve("out"), "--format", "npz").err())
        .contains("--format goes with weights, not with --as");
    assertThat(export(folder.resolve("out"), "--checkpoint", "last").exitCode()).isEqualTo(2);
    assertThat(Cli.run(server, "export", "aaa", "--as", "wandb").err())
        .contains("course", "tensorboard", "mlflow");
  }

  @Test
  void whatArrivesDamagedIsNotKept() throws Exception {
    server.training().damageDownloads();
    assertThat(export(folder.resolve("out")).exitCode()).isEqualTo(8);
    assertThat(files(folder)).isEmpty();
  }
}
