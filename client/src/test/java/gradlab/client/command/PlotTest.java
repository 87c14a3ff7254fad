package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.v1.FigureKind;
import gradlab.v1.RenderFigureRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
  private static final String FIGURE = "<svg><!-- aaa111 bbb222 --></svg>";

  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir Path folder;

  @BeforeEach
  void twoRuns() {
    server.add(Samples.run("aaa111", "shallow", "VGG_08"));
    server.add(Samples.run("bbb222", "deep", "VGG_38"));
  }

  private Cli plot(String... arguments) {
    return Cli.run(server, arguments);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void theFigureIsAFileAndTheSaying() throws Exception {
    var cli = plot("plot", "learning-curves", "aaa", "bbb222", "--out", file("a.svg"));
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).isEqualToNormalizingNewlines("written: " + file("a.svg") + "\n");
    assertThat(folder.resolve("a.svg")).hasContent(FIGURE);
    assertThat(files()).hasSize(1);
    assertThat(server.experiments().requests())
        .containsExactly(
            RenderFigureRequest.newBuilder()
                .setKind(FigureKind.FIGURE_KIND_LEARNING_CURVES)
                .addRunIds("aaa111")
                .addRunIds("bbb222")
                .build());
  }

  @Test
  void toStandardOutputWithKindAndEpoch() {
    var cli = plot("plot", "Gradient-Flow", "aaa", "bbb", "--epoch", "0", "--out", "-");
    assertThat(cli.out()).isEqualTo(FIGURE);
    assertThat(cli.err()).isEmpty();
    plot("plot", "signal", "aaa", "--out", "-");
    var requests = server.experiments().requests();
    assertThat(requests.get(0).hasEpoch()).isTrue();
    assertThat(requests.get(0).getKind()).isEqualTo(FigureKind.FIGURE_KIND_GRADIENT_FLOW);
    assertThat(requests.get(1).hasEpoch()).isFalse();
    assertThat(requests.get(1).getKind()).isEqualTo(FigureKind.FIGURE_KIND_SIGNAL);
  }

  @Test
  void whatIsThereIsOverwrittenOnlyByForce() throws Exception {
    Files.writeString(folder.resolve("a.svg"), "mine");
    var refused = plot("plot", "signal", "aaa", "bbb", "--out", file("a.svg"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(file("a.svg") + " exists already", "--force");
    assertThat(folder.resolve("a.svg")).hasContent("mine");
    assertThat(server.experiments().requests()).isEmpty();
    var forced = plot("plot", "signal", "aaa", "bbb", "--out", file("a.svg"), "--force");
    assertThat(forced.exitCode()).isZero();
    assertThat(folder.resolve("a.svg")).hasContent(FIGURE);
    assertThat(files()).hasSize(1);
  }

  @Test
  void whereNoFileCanBeIsSaidBeforeTheServerIsAsked() {
    var none = plot("plot", "signal", "aaa", "--out", file("no/a.svg"));
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is no folder " + folder.resolve("no"));
    var itself = plot("plot", "signal", "aaa", "--out", folder.toString());
    assertThat(itself.err()).contains(folder + " is a folder");
    assertThat(plot("plot", "signal", "aaa", "--out", "\0").err()).contains("is no file name");
    assertThat(server.experiments().requests()).isEmpty();
  }

  @Test
  void kindAndRunsAreChecked() {
    var kind = plot("plot", "pie", "aaa");
    assertThat(kind.exitCode()).isEqualTo(2);
    assertThat(kind.err())
        .contains("KIND: 'pie' is none of gradient-flow, learning-curves, signal");
    assertThat(plot("plot", "signal").exitCode()).isEqualTo(2);
    assertThat(plot("plot", "signal", "ccc", "--out", file("a.svg")).exitCode()).isEqualTo(4);
    assertThat(folder.resolve("a.svg")).doesNotExist();
  }
}
