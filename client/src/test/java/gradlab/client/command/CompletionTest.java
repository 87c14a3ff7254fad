package gradlab.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.completion.Shell;
import gradlab.client.fake.Cli;
import gradlab.client.fake.FakeServer;
import gradlab.client.fake.Samples;
import gradlab.client.fake.Tool;
import gradlab.v1.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in real shells; what they ask for comes from the real client. */
class CompletionTest {
  @RegisterExtension final FakeServer server = new FakeServer();
  @TempDir private Path folder;

  @BeforeEach
  void program() throws Exception {
    server.add(Samples.run("vgg-08-a1", "first", "VGG_08")).state(RunState.RUN_STATE_COMPLETED, "");
    server.add(Samples.run("vgg-38-b2", "study: deep", "VGG_38"));
    Path gradlab = folder.resolve("gradlab");
    Files.writeString(
        gradlab,
        """
        #!/bin/sh
        echo "$@" >> '%s'
        GRADLAB_SERVER=%s exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' gradlab.client.Main "$@"
        """
            .formatted(
                folder.resolve("asked"),
                server.address(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(gradlab, PosixFilePermissions.fromString("rwx------"));
    for (Shell shell : Shell.values()) {
      String name = shell.name().toLowerCase(Locale.ROOT);
      Files.writeString(folder.resolve(name), new Cli().run("completion", name).out());
    }
  }

  private String asked() throws Exception {
    return Files.exists(folder.resolve("asked")) ? Files.readString(folder.resolve("asked")) : "";
  }

  /** What a shell says to a script; it must not complain. */
  private String run(String... command) throws Exception {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().merge("PATH", folder + ":", (path, first) -> first + path);
    builder.environment().put("HOME", folder.toString());
    builder.redirectError(folder.resolve("errors").toFile());
    builder.redirectOutput(folder.resolve("out").toFile());
    Process shell = builder.start();
    shell.getOutputStream().close();
    boolean ended = shell.waitFor(60, TimeUnit.SECONDS);
    String out = Files.readString(folder.resolve("out"));
    if (!ended) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
    assertThat(ended).as(out).isTrue();
    assertThat(folder.resolve("errors")).isEmptyFile();
    return out;
  }

  private List<String> bash(String line) throws Exception {
    return run(
            Tool.required("bash").toString(),
            "--norc",
            "-uc",
            """
            source bash
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            _gradlab
            printf '%s\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"}
            """,
            "bash",
            line)
        .lines()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @Test
  void bashKnowsCommandsOptionsAndValuesWithoutAsking() throws Exception {
    assertThat(bash("gradlab st")).containsExactly("start", "stop", "stress");
    assertThat(bash("gradlab ")).contains("assert", "runs", "token").doesNotContain("complete");
    assertThat(bash("gradlab token ")).containsExactly("create", "list", "revoke");
    assertThat(bash("gradlab start --blo"))
        .containsExactlyInAnyOrder("--block", "--blocks-per-stage");
    assertThat(bash("gradlab start VGG_08 --block b")).containsExactly("bn", "bn_residual");
    assertThat(bash("gradlab start --block=b")).containsExactly("bn", "bn_residual");
    assertThat(bash("gradlab runs --output ")).containsExactly("table", "json", "csv");
    assertThat(bash("gradlab plot ")).contains("learning-curves");
    assertThat(bash("gradlab start ")).containsExactly("VGG_08", "VGG_38");
    assertThat(bash("gradlab start -f ba")).containsExactly("bash");
    assertThat(bash("gradlab start --name ")).isEmpty();
    assertThat(asked()).isEmpty();
  }

  @Test
  void bashAsksForRunsByIdAndName() throws Exception {
    assertThat(bash("gradlab show ")).containsExactly("vgg-08-a1", "vgg-38-b2");
    assertThat(bash("gradlab plot signal stu")).containsExactly("vgg-38-b2");
    assertThat(bash("gradlab --server " + server.address() + " wait vgg-08-a1 vgg-3"))
        .containsExactly("vgg-38-b2");
    assertThat(asked()).endsWith("complete runs --server " + server.address() + "\n");
  }

  @Test
  void withoutAServerNothingIsOfferedAndNothingIsSaid() throws Exception {
    server.kill();
    assertThat(bash("gradlab show ")).isEmpty();
    var cli = Cli.run(server, "complete", "runs");
    assertThat(cli.out() + cli.err()).isEmpty();
    assertThat(cli.exitCode()).isEqualTo(5);
  }

  @Test
  void bashTakesTheScriptAndShellcheckLikesIt() throws Exception {
    run(Tool.required("shellcheck").toString(), "-s", "bash", "bash");
  }

  @Test
  void fishKnowsThemToo() throws Exception {
    String fish = Tool.required("fish").toString();
    List<String> lines =
        List.of(
            "gradlab st",
            "gradlab start --block b",
            "gradlab token ",
            "gradlab plot signal vgg-3",
            "gradlab start --block=b",
            "gradlab start -f ba");
    var script = new StringBuilder("source fish\n");
    lines.forEach(line -> script.append("complete -C '").append(line).append("'\n"));
    String out = run(fish, "--no-config", "-c", script.toString());
    assertThat(out.lines())
        .contains(
            "start\tStarts a run and prints its id",
            "bn_residual\tplain, bn, residual, bn_residual, dense or empty",
            "create\tMakes a token and prints it, this once",
            "vgg-38-b2\tstudy: deep, RUNNING",
            "bash")
        .noneMatch(line -> line.startsWith("vgg-08"));
  }

  /** In a shell of its own at a terminal of zsh's; Tab lists, and the list must come. */
  @Test
  void zshKnowsThemToo() throws Exception {
    String zsh = Tool.required("zsh").toString();
    Files.writeString(
        folder.resolve("gradlab"),
        "#!/bin/sh\nprintf 'vgg-08-a1\\tfirst, COMPLETED\\nvgg-38-b2\\tstudy: deep, RUNNING\\n'\n");
    var script =
        new ArrayList<>(
            List.of(
                "zmodload zsh/zpty",
                "zpty -b shell " + zsh + " -f -i",
                "zpty -w shell 'PS1=; COLUMNS=150; LISTMAX=1000; autoload -Uz compinit; compinit -u -D;"
                    + " source ./zsh; bindkey \"^I\" list-choices; print REA\"\"DY'",
                "zpty -r shell seen '*READY*'"));
    String[][] expected = {
      {"gradlab st", "stress  -- Runs a long test"},
      {"gradlab start --block ", "bn_residual"},
      {"gradlab start --block=bn_", "residual"},
      {"gradlab token ", "revoke  -- Takes tokens back"},
      {"gradlab plot signal ", "vgg-38-b2  -- study: deep, RUNNING"},
      {"gradlab runs --output j", "json"}
    };
    for (String[] e : expected) {
      script.add("zpty -w -n shell $'" + e[0] + "\\t'");
      script.add("zpty -r shell seen '*" + e[1] + "*'; print -r -- ${(V)seen}");
      script.add("zpty -w -n shell $'\\x15'");
    }
    String out = run(zsh, "-fc", String.join("\n", script));
    for (String[] e : expected) {
      assertThat(out).contains(e[1]);
    }
  }
}
