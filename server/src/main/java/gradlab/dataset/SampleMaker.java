package gradlab.dataset;

import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the bundled sample: the first images of each fine class, in their original order and
 * layout.
 *
 * <p>Usage: {@code java -cp server/target/classes gradlab.dataset.SampleMaker DIR OUT}, where DIR
 * holds the official train.bin, test.bin and fine_label_names.txt.
 */
public final class SampleMaker {
  private SampleMaker() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2) {
      System.err.println("usage: SampleMaker DIR OUT  (DIR: the official binary files)");
      System.exit(2);
    }
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    DatasetLocation official = DatasetLocation.in(Source.DATA_DIR, from);
    DatasetVerifier.verify(official, Progress.none());
    Files.createDirectories(to);
    for (Split split : Split.values()) {
      try (Cifar100 all = Cifar100.load(official, split)) {
        byte[] sample = make(all, split.sampleImagesPerClass());
        Files.write(to.resolve(split.fileName()), sample);
        System.out.println(Sha256.of(sample) + "  " + split.fileName());
      }
    }
    Files.write(
        to.resolve("fine_label_names.txt"),
        Files.readAllBytes(from.resolve("fine_label_names.txt")));
  }

  /** The records of the first {@code perClass} images of every fine class. */
  static byte[] make(Cifar100 all, int perClass) {
    int[] taken = new int[Cifar100.FINE_LABELS];
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(perClass * Cifar100.FINE_LABELS * Cifar100.RECORD_BYTES);
    ByteBuffer record = ByteBuffer.allocate(Cifar100.RECORD_BYTES);
    for (int image = 0; image < all.size(); image++) {
      if (taken[all.label(image)]++ < perClass) {
        all.read(image, record);
        out.writeBytes(record.array());
      }
    }
    return out.toByteArray();
  }
}
