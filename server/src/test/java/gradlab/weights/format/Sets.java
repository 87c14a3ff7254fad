package gradlab.weights.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Sets of tensors for tests, and the files they make. */
final class Sets {
  record Named(String name, List<Integer> shape, float[] values) {}

  private Sets() {}

  /** Up to six tensors of up to four dimensions, of every kind of float. */
  static Arbitrary<List<Named>> any() {
    var name = Arbitraries.strings().withChars("abc_.é\"\\0").ofMinLength(1).ofMaxLength(12);
    var shape = Arbitraries.integers().between(0, 4).list().ofMaxSize(4);
    var named =
        Combinators.combine(name, shape, Arbitraries.longs())
            .as((n, s, seed) -> new Named(n, s, values(s, seed)));
    return named.list().uniqueElements(Named::name).ofMaxSize(6);
  }

  private static float[] values(List<Integer> shape, long seed) {
    var random = new java.util.SplittableRandom(seed);
    var values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      float f = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isNaN(f) ? Float.NaN : f; // one NaN: others need not keep their bits
    }
    return values;
  }

  static byte[] bytes(List<Named> set, boolean npz) {
    var out = new ByteArrayOutputStream();
    var shapes =
        set.stream()
            .map(n -> new TensorShape(n.name, n.shape.stream().mapToLong(i -> i).toArray()))
            .toList();
    try {
      var writer =
          npz ? new NpzWriter(out, shapes) : new SafetensorsWriter(out, Map.of("k", "v"), shapes);
      for (var n : set) {
        writer.write(n.values);
      }
      writer.finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** Shape and values of each tensor, as text that compares NaN with NaN. */
  static Map<String, String> read(byte[] file) throws IOException {
    Path path = Files.createTempFile("gradlab-weights", ".bin");
    try {
      Files.write(path, file);
      var found = new LinkedHashMap<String, String>();
      try (var weights = WeightsFile.open(path)) {
        for (String name : weights.names()) {
          found.put(
              name, Arrays.toString(weights.shape(name)) + Arrays.toString(weights.values(name)));
        }
      }
      return found;
    } finally {
      Files.delete(path);
    }
  }

  static Map<String, String> texts(List<Named> set) {
    var texts = new LinkedHashMap<String, String>();
    set.forEach(n -> texts.put(n.name, n.shape + Arrays.toString(n.values)));
    return texts;
  }
}
