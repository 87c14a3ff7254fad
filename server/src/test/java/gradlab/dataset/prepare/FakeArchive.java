package gradlab.dataset.prepare;

import gradlab.dataset.TestImages;
import gradlab.domain.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A small cifar-100-binary.tar.gz with made-up images. */
final class FakeArchive {
  static final byte[] TRAIN = TestImages.madeUpBytes(90, 1);
  static final byte[] TEST = TestImages.madeUpBytes(30, 2);
  static final byte[] FINE = "apple\nworm\n".getBytes(StandardCharsets.US_ASCII);

  private FakeArchive() {}

  /** In the shape of the official one: a folder, the files, and one that nobody wants. */
  static byte[] sound() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("cifar-100-binary/", new byte[0]);
    files.put("cifar-100-binary/train.bin", TRAIN);
    files.put("cifar-100-binary/fine_label_names.txt", FINE);
    files.put("cifar-100-binary/readme.html", "hello".getBytes(StandardCharsets.US_ASCII));
    files.put("cifar-100-binary/test.bin", TEST);
    return gzip(tar(files));
  }

  static DatasetArchive at(URI uri) {
    return new DatasetArchive(
        uri,
        "fake.tar.gz",
        List.of(
            new ExpectedFile("train.bin", TRAIN.length, Optional.of(sha256(TRAIN))),
            new ExpectedFile("test.bin", TEST.length, Optional.of(sha256(TEST))),
            new ExpectedFile("fine_label_names.txt", 1000, Optional.empty()),
            new ExpectedFile("coarse_label_names.txt", 1000, Optional.empty())));
  }

  /** A name that ends in a slash is a folder. */
  static byte[] tar(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    files.forEach(
        (name, content) -> {
          out.writeBytes(header(name, content.length));
          out.writeBytes(content);
          out.writeBytes(new byte[(512 - content.length % 512) % 512]);
        });
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  static byte[] header(String name, int size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, String.format("%011o\0", size));
    put(header, 148, "        ");
    header[156] = (byte) (name.endsWith("/") ? '5' : '0');
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += Byte.toUnsignedInt(b);
    }
    put(header, 148, String.format("%06o\0 ", sum));
    return header;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static String sha256(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return Sha256.hex(digest);
  }
}
