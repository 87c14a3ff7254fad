package gradlab.dataset;

import static gradlab.dataset.Cifar100.COARSE_LABELS;
import static gradlab.dataset.Cifar100.FINE_LABELS;
import static gradlab.dataset.Cifar100.RECORD_BYTES;

import java.util.Optional;

/** What makes a file of records sound. */
final class Records {
  private Records() {}

  /**
   * @param length of the file in bytes
   * @return number of images
   */
  static int images(DatasetLocation location, Split split, long length) {
    long whole = length / RECORD_BYTES;
    long rest = length % RECORD_BYTES;
    Optional<Integer> required = location.requiredImages(split);
    if (length == 0) {
      throw location.bad(split, "is empty");
    }
    if (rest != 0) {
      throw location.bad(
          split,
          String.format(
              "is %,d bytes long, which is not a whole number of %d-byte records: record %,d at byte"
                  + " offset %d has only %d bytes",
              length, RECORD_BYTES, whole, whole * RECORD_BYTES, rest));
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw location.bad(split, "is larger than 2 GiB, so it is not CIFAR-100");
    }
    if (required.isPresent() && required.get() != whole) {
      throw location.bad(
          split,
          String.format(
              "ends at byte offset %d after %,d images; it should hold %,d",
              length, whole, required.get()));
    }
    return (int) whole;
  }

  /**
   * @param from offset in the file of the chunk's first byte; the chunk starts with a record
   */
  static void checkLabels(
      DatasetLocation location, Split split, long from, byte[] chunk, int length) {
    for (int at = 0; at + 1 < length; at += RECORD_BYTES) {
      checkLabel(location, split, "coarse", from + at, chunk[at], COARSE_LABELS);
      checkLabel(location, split, "fine", from + at + 1, chunk[at + 1], FINE_LABELS);
    }
  }

  private static void checkLabel(
      DatasetLocation location, Split split, String kind, long offset, byte label, int count) {
    int value = Byte.toUnsignedInt(label);
    if (value >= count) {
      throw location.bad(
          split,
          String.format(
              "%s label %d at byte offset %d (record %,d) is not in 0..%d: the file is damaged",
              kind, value, offset, offset / RECORD_BYTES, count - 1));
    }
  }
}
