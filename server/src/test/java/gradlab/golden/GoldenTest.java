package gradlab.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * PyTorch's golden vectors: two small ones are part of the tests, all of them where the shared
 * folder is there.
 */
class GoldenTest {
  static Stream<Path> cases() throws Exception {
    Path shared = shared();
    Path golden = Files.isDirectory(shared) ? shared : bundled();
    System.out.println("golden vectors: " + (golden == shared ? "all" : "the bundled ones"));
    try (var list = Files.list(golden)) {
      return list.filter(d -> Files.exists(d.resolve("case.json"))).sorted().toList().stream();
    }
  }

  private static Path shared() {
    String named = System.getenv("GRADLAB_SHARED");
    return (named != null ? Path.of(named) : Path.of("..", "..", "shared")).resolve("golden");
  }

  private static Path bundled() {
    return Path.of("src/test/resources/golden");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyTensorIsWithinItsBound(Path folder) throws Exception {
    var comparisons = new GoldenRun(GoldenCase.read(folder), DataType.DOUBLE).compare();
    assertThat(comparisons).hasSizeGreaterThan(30);
    assertThat(comparisons).allMatch(Comparison::holds);
  }

  @Test
  void float32HoldsTheSameBoundsOnASmallNetwork() throws Exception {
    var golden = GoldenCase.read(bundled().resolve("small_plain"));
    assertThat(new GoldenRun(golden, DataType.FLOAT).compare()).allMatch(Comparison::holds);
  }

  @Test
  void aWrongTensorFails(@TempDir Path copy) throws Exception {
    Path source = bundled().resolve("small_plain");
    try (var files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve("case").resolve(source.relativize(file).toString()));
      }
    }
    Path wrong = copy.resolve("case/grads/block_1_0.conv_0.weight.npy");
    byte[] bytes = Files.readAllBytes(wrong);
    bytes[bytes.length - 1] ^= 0x40; // the last number's exponent
    Files.write(wrong, bytes);
    var out = new ByteArrayOutputStream();
    int exit = GoldenMain.run(new String[] {copy.toString()}, new PrintStream(out), System.err);
    assertThat(exit).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAIL grads/block_1_0.conv_0.weight");
  }

  @Test
  void aMissingFolderIsAUsageErrorThatNamesIt() {
    var err = new ByteArrayOutputStream();
    int exit = GoldenMain.run(new String[] {"/no/such/folder"}, System.out, new PrintStream(err));
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("/no/such/folder");
  }
}
