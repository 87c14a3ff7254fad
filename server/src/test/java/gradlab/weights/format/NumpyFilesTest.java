package gradlab.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy itself wrote (src/test/resources/weights/README.md), and hostile ones. */
class NumpyFilesTest {
  @TempDir Path temporary;

  private static Path resource(String name) throws Exception {
    return Path.of(NumpyFilesTest.class.getResource("/weights/" + name).toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.npz", "numpy_compressed.npz"})
  void whatNumPyWrites(String name) throws Exception {
    try (var file = WeightsFile.open(resource(name))) {
      assertThat(file.names())
          .containsExactly("c", "f", "b", "h", "f3", "s", "e", "bn_0.num_batches_tracked");
      assertThat(file.shape("c")).containsExactly(2, 3);
      assertThat(file.values("c")).containsExactly(0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
      assertThat(file.shape("f")).containsExactly(2, 3);
      assertThat(file.values("f")).containsExactly(1, 3, 5, 7, 9, 11);
      assertThat(file.values("b")).containsExactly(1.5f, 4.5f, 7.5f, 10.5f, 13.5f, 16.5f);
      assertThat(file.values("h")).containsExactly(1, 65504, 0x1p-24f, -0f, 0.333251953125f);
      var counted = new float[24];
      for (int i = 0; i < 24; i++) {
        counted[i] = i;
      }
      assertThat(file.shape("f3")).containsExactly(2, 3, 4);
      assertThat(file.values("f3")).containsExactly(counted);
      assertThat(file.shape("s")).isEmpty();
      assertThat(file.values("s")).containsExactly(7.25f);
      assertThat(file.shape("e")).containsExactly(0, 3);
      assertThat(file.values("e")).isEmpty();
      assertThatThrownBy(() -> file.values("bn_0.num_batches_tracked"))
          .isInstanceOf(BadWeightsException.class)
          .hasMessageContaining("I64");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"version_2.npy", "version_3.npy"})
  void everyVersionOfTheHeader(String name) throws Exception {
    var array = NpyArray.read(resource(name));
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.floats()).containsExactly(0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
    assertThatThrownBy(array::ints).isInstanceOf(BadWeightsException.class);
  }

  private static byte[] npy(String header, byte... data) {
    var bytes = ByteBuffer.allocate(10 + header.length() + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
    bytes.put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
    bytes.putShort((short) header.length());
    return bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(data).array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999, 99), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1.5,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 3, }",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }",
        "{'descr': '<f4', 'shape': (1,), }",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': True}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), ",
        "['descr']",
        ""
      })
  void aHostileHeaderIsAnError(String header) throws IOException {
    Path file = temporary.resolve("x.npy");
    Files.write(file, npy(header, (byte) 0, (byte) 0, (byte) 0, (byte) 0));
    assertThatThrownBy(() -> NpyArray.read(file))
        .isInstanceOf(BadWeightsException.class)
        .hasMessageContaining("x.npy");
  }

  @Test
  void aHeaderThatIsLongIsNotEvenRead() throws IOException {
    Path file = temporary.resolve("x.npy");
    byte[] bytes = npy("{}");
    bytes[6] = 2; // four bytes of length: the first two of the text are its upper half
    Files.write(file, bytes);
    assertThatThrownBy(() -> NpyArray.read(file))
        .isInstanceOf(BadWeightsException.class)
        .hasMessageContaining("impossible header length");
  }

  /** A hundred megabytes of zeros in a hundred kilobytes: no more is read than the shape says. */
  @Test
  void aZipBombIsAnError() throws IOException {
    Path file = temporary.resolve("bomb.npz");
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        zip.write(zeros);
      }
    }
    Files.write(file, out.toByteArray());
    try (var weights = WeightsFile.open(file)) {
      assertThat(weights.shape("x")).containsExactly(2);
      assertThatThrownBy(() -> weights.values("x"))
          .isInstanceOf(BadWeightsException.class)
          .hasMessageContaining("longer than its shape (2,)");
    }
  }

  @Test
  void aZipOfSomethingElseIsNamed() throws IOException {
    for (var names : List.of(List.of("archive/data.pkl"), List.of("a.npy", "b.txt"))) {
      Path file = temporary.resolve("other.zip");
      var out = new ByteArrayOutputStream();
      try (var zip = new ZipOutputStream(out)) {
        for (String name : names) {
          zip.putNextEntry(new ZipEntry(name));
        }
      }
      Files.write(file, out.toByteArray());
      assertThatThrownBy(() -> WeightsFile.open(file))
          .isInstanceOf(BadWeightsException.class)
          .hasMessageContaining(names.get(names.size() - 1));
    }
  }
}
