package gradlab.golden;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.compute.PathChoice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
    var golden = GoldenCase.read(folder);
    var run = new GoldenRun(golden, PathChoice.ND4J, DataType.DOUBLE).run();
    assertThat(Verdict.all(golden, run))
        .hasSizeGreaterThan(30)
        .allMatch(v -> v.withPyTorch().holds());
  }

  @ParameterizedTest
  @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
  void float32HoldsTheSameBoundsOnASmallNetwork(PathChoice path) throws Exception {
    var golden = GoldenCase.read(bundled().resolve("small_plain"));
    var run = new GoldenRun(golden, path, DataType.FLOAT).run();
    assertThat(Verdict.all(golden, run)).allMatch(v -> v.withPyTorch().holds());
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
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("nd4j float64: 54 tensors, 1 beyond their bound")
        .contains("nd4j float32: 54 tensors, 1 beyond their bound")
        .contains("FAIL grads/block_1_0.conv_0.weight")
        .contains("0 of 129408 activations are on the other side")
        .contains("rounding does not explain");
  }

  @Test
  void aMissingFolderIsAUsageErrorThatNamesIt() {
    var err = new ByteArrayOutputStream();
    int exit = GoldenMain.run(new String[] {"/no/such/folder"}, System.out, new PrintStream(err));
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("/no/such/folder");
  }
}
