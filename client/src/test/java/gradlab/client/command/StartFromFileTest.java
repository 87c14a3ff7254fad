package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.client.runfile.RunKey;
import gradlab.v1.RunConfig;
import gradlab.v1.RunPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StartFromFileTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir private Path folder;

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("run.yaml"), text).toString();
  }

  private RunConfig started(int which) {
    return server.training().started().get(which).getConfig();
  }

  @Test
  void theFilesSettingsArriveAndOptionsGoBeforeThem() throws Exception {
    String file =
        file(
            "network: VGG_38\nblock: bn\nepochs: 5\nseed: 1\ntags: {a: file, b: file}\nmax_cost: 2\n");
    assertThat(Cli.run(server, "start", "-f", file).exitCode()).isZero();
    assertThat(started(0).getNetwork().getNetwork()).isEqualTo("VGG_38");
    assertThat(started(0).getTraining().getSeed()).isEqualTo(1);
    assertThat(started(0).getPolicy().getMaxCost()).isEqualTo(2);

    Cli.run(server, "start", "VGG_08", "-f", file, "--seed", "2", "--tag", "b=line", "--name", "n");
    assertThat(started(1).getNetwork().getNetwork()).isEqualTo("VGG_08");
    assertThat(started(1).getNetwork().getBlock()).isEqualTo("bn");
    assertThat(started(1).getTraining().getEpochs()).isEqualTo(5);
    assertThat(started(1).getTraining().getSeed()).isEqualTo(2);
    assertThat(started(1).getTagsMap()).containsEntry("a", "file").containsEntry("b", "line");
    assertThat(started(1).getName()).isEqualTo("n");
  }

  @Test
  void aMistakeInTheFileIsTwoAndStartsNothing() throws Exception {
    String file = file("network: VGG_38\nepoch: 5\n");
    var cli = Cli.run(server, "start", "-f", file);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains(file + ":2: there is no key 'epoch'; did you mean epochs?");
    assertThat(Cli.run(server, "start", "-f", file("epochs: 5\n")).err())
        .contains("names no network");
    assertThat(Cli.run(server, "start", "-f", "none").err()).contains("there is no such file");
    assertThat(server.training().started()).isEmpty();
  }

  @Test
  void whatShowPrintsStartsTheSameRun() throws Exception {
    var run = Samples.run("r1", "a name: with #", "VGG_38");
    server.add(run);
    var shown = Cli.run(server, "show", "r1", "--as-yaml");
    assertThat(shown.out())
        .startsWith("# r1: ")
        .contains("network: VGG_38", "name: \"a name: with #\"");
    Cli.run(server, "start", "-f", file(shown.out()));
    assertThat(started(0))
        .isEqualTo(run.getConfig().toBuilder().setPolicy(RunPolicy.getDefaultInstance()).build());
  }

  @Test
  void everyOptionOfStartIsAKeyOfTheFile() {
    var help = new Cli().run("start", "--help").out();
    for (RunKey key : RunKey.all()) {
      assertThat(help).as(key.name()).contains(key.option());
    }
    var options = RunKey.all().stream().map(RunKey::option).toList();
    help.lines()
        .filter(line -> line.matches(" {2,6}(-f, )?--[a-z-]+(=.*| .*)?"))
        .map(line -> line.replaceFirst(" *(-f, )?", ""))
        .map(line -> line.replaceFirst("[= ].*", ""))
        .filter(
            option ->
                !option.matches(
                    "--(file|seeds|request-id|follow|reconnect-for|server|output|quiet|debug|help|version)"))
        .forEach(option -> assertThat(options).contains(option));
  }
}
