package gradlab.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Import and export between the client and the server itself, which share no folder. */
class RealImportTest {
  private static final String SUMMARY =
      "train_acc,train_loss,val_acc,val_loss\n"
          + "0.009263157894736843,4.8649125,0.0104,4.630689\n"
          + "0.009810526315789474,4.6264124,0.0116,4.618983\n";
  private static final List<String> LAYERS =
      Stream.concat(
              Stream.of("input_conv_conv_0", "input_conv_bn_0"),
              Stream.concat(
                  Stream.of(0, 1, 2)
                      .flatMap(
                          i ->
                              Stream.of(0, 1)
                                  .map(j -> "reduction_block_%d_conv_%d".formatted(i, j))),
                  Stream.of("weight_logit_linear_layer")))
          .toList();

  @TempDir private Path folder;

  private Path experiment() throws Exception {
    Path experiment = folder.resolve("client/VGG_08_experiment");
    Path outputs = Files.createDirectories(experiment.resolve("result_outputs"));
    Files.writeString(outputs.resolve("summary.csv"), SUMMARY.replace("\n", "\r\n"));
    Files.writeString(
        outputs.resolve("test_summary.csv"), "test_acc,test_loss\r\n0.01,4.608619\r\n");
    Files.writeString(
        experiment.resolve("gradient_flow.csv"),
        "epoch,"
            + String.join(",", LAYERS)
            + "\n1,"
            + LAYERS.stream().map(layer -> "0.0025").collect(Collectors.joining(","))
            + "\n");
    return experiment;
  }

  @Test
  void thereAndBack() throws Exception {
    Path experiment = experiment();
    String id;
    var server = new RealServer(folder.resolve("server"), "--listen", "127.0.0.1:0");
    try {
      var user = new User(folder).with("GRADLAB_SERVER", server.address);
      id = user.ok("import", experiment.toString()).strip();
      assertThat(id).startsWith("vgg-08-experiment-");
    } finally {
      server.process.destroyForcibly(); // at once: what was answered is on disk
      assertThat(server.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    try (var next = new RealServer(folder.resolve("server"), "--listen", "127.0.0.1:0")) {
      var user = new User(folder).with("GRADLAB_SERVER", next.address);
      assertThat(user.ok("runs"))
          .containsPattern(
              id + " +VGG_08_experiment +VGG_08 +plain +course +COMPLETED +2 +4.6264 +0.0116");
      assertThat(user.ok("import", experiment.toString()).strip()).isEqualTo(id);
      assertThat(user.ok("plot", "gradient-flow", id, "--out", "-")).contains("VGG_08_experiment");
      assertThat(user.refused(8, "resume", id)).contains("is imported: it has no checkpoints");
      assertThat(user.refused(8, "evaluate", id)).contains("is imported: it has no checkpoints");

      Path out = folder.resolve("client/again");
      user.ok("export", id, "--as", "course", "--out", out.toString());
      assertThat(out.resolve("result_outputs/summary.csv")).hasContent(SUMMARY);
      assertThat(out.resolve("gradient_flow.csv"))
          .hasSameTextualContentAs(experiment.resolve("gradient_flow.csv"));
      assertThat(user.ok("import", out.toString()).strip()).isEqualTo(id);
      user.ok("export", id, "--as", "tensorboard", "--out", out.resolve("tb").toString());
      user.ok("export", id, "--as", "mlflow", "--out", out.resolve("ml").toString());
      try (var files = Files.walk(out)) {
        assertThat(files.map(Path::toString))
            .anyMatch(f -> f.contains("events.out.tfevents."))
            .anyMatch(f -> f.endsWith("/metrics/gradient_mean_abs/reduction_block_2_conv_1"));
      }

      Path summary = experiment.resolve("result_outputs/summary.csv");
      Files.writeString(summary, SUMMARY.replace("0.0116", "1.16"));
      assertThat(user.refused(8, "import", experiment.toString()))
          .contains("summary.csv line 3, column val_acc: is 1.16, must be a fraction");
      user.ok("rm", id);
      assertThat(user.ok("runs")).doesNotContain(id);
    }
  }
}
