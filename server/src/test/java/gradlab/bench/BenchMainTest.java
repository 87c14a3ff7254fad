package gradlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path empty;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds 0 | --rounds is 0, must be 1 to 1000",
        "--peer libtorch --rounds 4 | --rounds is 4, must be 5 to 1000",
        "--steps 0 | --steps is 0",
        "--batch 0 | --batch is 0",
        "--threads 0 | --threads is 0",
        "--round-seconds 0 | --round-seconds is 0",
        "--memory 19 | --memory is 19, must be 20",
        "--gradients 5 | --gradients is 5, must be 6",
        "--mode fly | fly",
        "--data nice | nice",
        "--path auto | --path: there is no 'auto'; there are",
        "--network VGG_09 | there is no VGG_09",
        "--block blah | there is no 'blah'; there are ",
        "--peer caffe | --peer is 'caffe'; there is libtorch",
        "--peer libtorch --block dense | the peer has no 'dense'",
        "--peer libtorch --memory 100 | --peer goes with times only",
        "--batch many | many",
        "--what | --what",
        "now | now"
      })
  void aWrongValueIsNamed(String arguments, String message) {
    assertThat(bench(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("Try 'gradlab bench --help'");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderWithoutDataIsAWrongValue() {
    assertThat(bench("--data-dir", empty.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--data-dir " + empty);
  }

  @Test
  void aPeerThatIsNotBuiltIsRefused() {
    assertThat(bench("--peer", "libtorch", "--network", "VGG_08")).isEqualTo(8);
    assertThat(err.toString()).contains("the peer is not built");
  }

  @Test
  void helpHasAnExample() {
    assertThat(bench("--help")).isZero();
    assertThat(out.toString()).contains("Examples: gradlab bench --peer libtorch");
  }

  private int bench(String... arguments) {
    return BenchMain.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
