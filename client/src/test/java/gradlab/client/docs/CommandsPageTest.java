package gradlab.client.docs;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Cli;
import gradlab.client.gate.Gate;
import gradlab.client.runfile.RunFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/commands.md says what the program does. */
class CommandsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/commands.md");

  @ParameterizedTest
  @ValueSource(strings = {"exit_codes", "metrics", "run_file"})
  void tablesAreTheProgramsOwn(String table) throws Exception {
    assertThat(Files.readString(PAGE)).contains(new Cli().run("help-table", table).out());
  }

  @Test
  void everyVariableIsThere() throws Exception {
    var variables = new TreeSet<String>();
    var sources = new ArrayList<>(List.of(ROOT.resolve("gradlab")));
    for (String module : List.of("client", "server")) {
      try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(Files::isRegularFile).forEach(sources::add);
      }
    }
    for (Path source : sources) {
      Pattern.compile("GRADLAB_[A-Z_]+[A-Z]")
          .matcher(read(source))
          .results()
          .forEach(found -> variables.add(found.group()));
    }
    assertThat(variables).contains("GRADLAB_SERVER", "GRADLAB_TTY");
    String page = Files.readString(PAGE);
    assertThat(variables).allMatch(variable -> page.contains("`" + variable + "`"));
  }

  @Test
  void theExamplesAreReadByTheProgram() throws Exception {
    String page = Files.readString(PAGE);
    var yaml = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(yaml.find()).isTrue();
    var config = RunFile.parse("run.yaml", yaml.group(1), Path.of("")).config();
    assertThat(config.getNetwork().getNetwork()).isEqualTo("VGG_38");
    var gates = Pattern.compile("gradlab assert \\S+ '(.*?)'").matcher(page).results().toList();
    assertThat(gates).isNotEmpty();
    gates.forEach(gate -> Gate.parse(gate.group(1)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
