package gradlab.client.runfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.v1.Run;
import gradlab.v1.RunConfig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  @TempDir private Path folder;

  private static RunFile parse(String text) {
    return RunFile.parse("run.yaml", text, Path.of("there"));
  }

  private static Failure refused(String text) {
    var failure = catchThrowableOfType(Failure.class, () -> parse(text));
    assertThat(failure).as("must be refused").isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    return failure;
  }

  @Test
  void readsEveryForm() {
    var config =
        parse(
                """
                # a comment
                network: VGG_38
                block: 'bn_residual'
                deep_supervision: true
                epochs: 20
                max_steps: 7000000000
                learning_rate: 1e-3
                weight_decay: .5
                random_crop: false
                seed: -3
                checkpoint_every: 1m30s
                max_duration: 1.5s
                name: no   # a text here, not false
                tags: {why: depth, "odd: one": 2026-11-24, empty: ''}
                """)
            .config();
    assertThat(config.getNetwork().getNetwork()).isEqualTo("VGG_38");
    assertThat(config.getNetwork().getBlock()).isEqualTo("bn_residual");
    assertThat(config.getNetwork().getDeepSupervision()).isTrue();
    assertThat(config.getTraining().getEpochs()).isEqualTo(20);
    assertThat(config.getTraining().getMaxSteps()).isEqualTo(7_000_000_000L);
    assertThat(config.getTraining().getLearningRate()).isEqualTo(1e-3);
    assertThat(config.getTraining().getWeightDecay()).isEqualTo(0.5);
    assertThat(config.getTraining().hasRandomCrop()).isTrue();
    assertThat(config.getTraining().getRandomCrop()).isFalse();
    assertThat(config.getTraining().hasRandomFlip()).isFalse();
    assertThat(config.getTraining().getSeed()).isEqualTo(-3);
    assertThat(config.getPolicy().getCheckpointEvery().getSeconds()).isEqualTo(90);
    assertThat(config.getPolicy().getMaxDuration().getNanos()).isEqualTo(500_000_000);
    assertThat(config.getName()).isEqualTo("no");
    assertThat(config.getTagsMap())
        .containsEntry("why", "depth")
        .containsEntry("odd: one", "2026-11-24")
        .containsEntry("empty", "");
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndTheNearest() {
    assertThat(refused("network: VGG_08\n\nepoch: 3\n").getMessage())
        .isEqualTo("run.yaml:3: there is no key 'epoch'; did you mean epochs?");
    assertThat(refused("lr: 3").getMessage()).endsWith("did you mean learning_rate?");
    assertThat(refused("batch-size: 3").getMessage()).endsWith("did you mean batch_size?");
    assertThat(refused("no-crop: true").getMessage()).endsWith("did you mean random_crop?");
    assertThat(refused("gradient_every: 3").getMessage())
        .endsWith("did you mean gradient_every_steps?");
    assertThat(refused("banana: 3").getMessage()).endsWith("there is no key 'banana'");
  }

  @Test
  void everyMistakeHasALine() {
    var failure =
        refused(
            """
            network: VGG_08
            epochs: many
            learning_rate: 1e-3x
            seed:
            batch_size: [1, 2]
            random_crop: yes
            max_duration: soon
            network: VGG_38
            filters: 3000000000
            tags: none
            """);
    assertThat(failure.getMessage()).isEqualTo("9 mistakes in run.yaml:");
    assertThat(failure.details())
        .containsExactly(
            "run.yaml:2: epochs: 'many' is no whole number",
            "run.yaml:3: learning_rate: '1e-3x' is no number",
            "run.yaml:4: seed has no value; leave it out for the default",
            "run.yaml:5: batch_size is one value (whole number), not several",
            "run.yaml:6: random_crop: 'yes' is no true or false",
            "run.yaml:7: max_duration: 'soon' is no duration such as 90s, 10m or 1h30m",
            "run.yaml:8: network is there twice, first in line 1",
            "run.yaml:9: filters: '3000000000' is no whole number",
            "run.yaml:10: tags are lines of name: value, indented below");
  }

  @Test
  void whatIsNoYamlOrNoSettingsIsSaid() {
    assertThat(refused("network: [VGG_08\nepochs: 3").getMessage())
        .startsWith("run.yaml:2: is not YAML: ");
    assertThat(refused("").getMessage()).contains("run.yaml: holds no settings");
    assertThat(refused("- network").getMessage()).contains("run.yaml:1: holds no settings");
    assertThat(refused("network: VGG_08\n---\nnetwork: VGG_08").getMessage())
        .contains("is not YAML");
    assertThat(refused("a: &a [*a]").getMessage()).startsWith("run.yaml:1: ");
  }

  @Test
  void weightsAreBesideTheFileOrOnTheServer() {
    assertThat(parse("init_from: w.npz").weights()).contains(Path.of("there", "w.npz"));
    assertThat(parse("init_from: w.npz").config().getInitFrom()).isEmpty();
    String id = "0123456789abcdef".repeat(4);
    assertThat(parse("init_from: " + id).weights()).isEmpty();
    assertThat(parse("init_from: " + id).config().getInitFrom()).isEqualTo(id);
  }

  @Test
  void readsFilesAndStandardInput() throws Exception {
    Path file =
        Files.writeString(folder.resolve("run.yaml"), "network: VGG_08\ninit_from: w.npz\n");
    var none = new ByteArrayInputStream(new byte[0]);
    assertThat(RunFile.read(file.toString(), none).weights()).contains(folder.resolve("w.npz"));
    var piped = new ByteArrayInputStream("network: VGG_38".getBytes(StandardCharsets.UTF_8));
    assertThat(RunFile.read("-", piped).config().getNetwork().getNetwork()).isEqualTo("VGG_38");
    assertThat(catchThrowableOfType(Failure.class, () -> RunFile.read("none.yaml", none)))
        .hasMessageContaining("-f none.yaml cannot be read: there is no such file");
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', ':', ' ', (byte) 0xe4});
    assertThat(catchThrowableOfType(Failure.class, () -> RunFile.read(latin.toString(), none)))
        .hasMessageContaining("is not UTF-8 text");
    Path huge = Files.write(folder.resolve("huge"), new byte[(1 << 20) + 1]);
    assertThat(catchThrowableOfType(Failure.class, () -> RunFile.read(huge.toString(), none)))
        .hasMessageContaining("is larger than 1 MiB");
  }

  @Property(tries = 400)
  void whatIsWrittenStartsTheSameRun(@ForAll("configs") RunConfig config) {
    Run run = Run.newBuilder().setRunId("r1").setConfig(config).build();
    assertThat(parse(RunFileWriter.write(run)).config()).isEqualTo(config);
  }

  @Provide
  Arbitrary<RunConfig> configs() {
    return RandomConfigs.configs();
  }
}
