package gradlab.dataset;

import gradlab.dataset.DatasetLocation.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Images for tests: the official set where it is at hand, the bundled sample, or made-up ones. */
public final class TestImages {
  private TestImages() {}

  /** The official files: $GRADLAB_SHARED/data/cifar100, or shared/ beside or in the checkout. */
  public static Optional<DatasetLocation> official() {
    return Stream.of(
            Optional.ofNullable(System.getenv("GRADLAB_SHARED")).map(Path::of).stream(),
            Stream.of(Path.of("shared"), Path.of("..", "shared"), Path.of("..", "..", "shared")))
        .flatMap(paths -> paths)
        .map(path -> path.resolve("data/cifar100").toAbsolutePath().normalize())
        .filter(path -> Files.isRegularFile(path.resolve("train.bin")))
        .findFirst()
        .map(path -> DatasetLocation.in(Source.DATA_DIR, path));
  }

  /** Says on stdout which one it is. */
  public static DatasetLocation officialOrSample() {
    DatasetLocation location = official().orElseGet(DatasetLocation::sample);
    System.out.println("images of this test: " + location.message());
    return location;
  }

  public static DatasetLocation madeUpLocation() {
    return DatasetLocation.in(Source.DATA_DIR, Path.of("made-up"));
  }

  /** Sound records with random pixels. */
  public static byte[] madeUpBytes(int images, long seed) {
    byte[] bytes = new byte[images * Cifar100.RECORD_BYTES];
    new Random(seed).nextBytes(bytes);
    for (int i = 0; i < images; i++) {
      bytes[i * Cifar100.RECORD_BYTES] = (byte) (i % Cifar100.COARSE_LABELS);
      bytes[i * Cifar100.RECORD_BYTES + 1] = (byte) (i % Cifar100.FINE_LABELS);
    }
    return bytes;
  }

  public static Cifar100 madeUp(int images, long seed) {
    return inMemory(madeUpBytes(images, seed));
  }

  /** As if the bytes were made-up/train.bin. */
  static Cifar100 inMemory(byte[] bytes) {
    try {
      return Cifar100.open(madeUpLocation(), Split.TRAIN, new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes made-up splits into a folder. */
  public static DatasetLocation madeUpIn(Path directory, int trainImages, int testImages)
      throws IOException {
    Files.write(directory.resolve(Split.TRAIN.fileName()), madeUpBytes(trainImages, 1));
    Files.write(directory.resolve(Split.TEST.fileName()), madeUpBytes(testImages, 2));
    return DatasetLocation.in(Source.DATA_DIR, directory);
  }
}
