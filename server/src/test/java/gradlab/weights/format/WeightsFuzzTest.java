package gradlab.weights.format;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.stress.fuzz.Mutations;
import gradlab.stress.fuzz.ReaderFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that users give us: whatever they hold, an IOException comes out, or numbers. */
class WeightsFuzzTest {
  private static final long[] SHAPE = {3, 2};
  private static final List<Sets.Named> SET =
      List.of(
          new Sets.Named("a.weight", List.of(3, 2), new float[] {1, 2, 3, 4, 5, 6}),
          new Sets.Named("b.bias", List.of(3, 2), new float[] {-1, 0, 1, 7, 8, 9}));
  private static final ReaderFuzz FUZZ = new ReaderFuzz(20_260_101, 32 << 20);

  @TempDir Path temporary;

  /** As callers do it: values only of tensors that have the shape that is needed. */
  private void read(byte[] bytes, boolean checksummed) throws IOException {
    Path path = Files.write(temporary.resolve("weights"), bytes);
    try (var file = WeightsFile.open(path)) {
      for (String name : file.names()) {
        if (!Arrays.equals(file.shape(name), SHAPE)) {
          continue;
        }
        float[] values = file.values(name);
        assertThat(values).hasSize(6);
        if (checksummed) {
          assertThat(SET).anyMatch(n -> Arrays.equals(n.values(), values));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void damagedFilesAreRefused(boolean npz) {
    byte[] whole = Sets.bytes(SET, npz);
    int refused =
        FUZZ.run(
            1_500,
            random -> Mutations.of(whole, random),
            bytes -> read(bytes, npz),
            e -> e instanceof BadWeightsException);
    assertThat(refused).isGreaterThan(400);
  }

  /** The arrays in it are damaged, the zip around them is whole. */
  @Test
  void damagedArraysInAWholeZipAreRefused() {
    byte[] array = array();
    FUZZ.run(
        1_500,
        random -> zip(Mutations.of(array, random), random),
        bytes -> read(bytes, false),
        e -> e instanceof BadWeightsException);
  }

  @Test
  void damagedArraysAreRefused() {
    byte[] array = array();
    FUZZ.run(
        1_500,
        random -> Mutations.of(array, random),
        bytes -> {
          var path = Files.write(temporary.resolve("a.npy"), bytes);
          NpyArray.read(path).floats();
        },
        e -> e instanceof BadWeightsException && e.getMessage().contains("a.npy"));
  }

  /** 40 MB of zeros, and of header, in 40 KB. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\u0093NUMPY\u0002\u0000\u00ff\u00ff\u00ff\u0007"})
  void aZipBombTakesNoMemory(String start) throws IOException {
    byte[] head = start.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] bomb = zip(Arrays.copyOf(head, 40_000_000), new SplittableRandom(1));
    assertThat(bomb.length).isLessThan(100_000);
    int refused =
        FUZZ.run(
            1, random -> bomb, bytes -> read(bytes, false), e -> e instanceof BadWeightsException);
    assertThat(refused).isEqualTo(1);
  }

  private static byte[] zip(byte[] array, SplittableRandom random) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.weight.npy"));
      zip.write(array);
      if (random.nextInt(10) == 0) {
        zip.putNextEntry(new ZipEntry("../../x.npy"));
        zip.write(array);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] array() {
    var npz =
        new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(Sets.bytes(SET, true)));
    try (npz) {
      npz.getNextEntry();
      return npz.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
