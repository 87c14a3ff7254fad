package gradlab.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names of the labels. */
public final class LabelNames {
  private static final String RESOURCE = "/gradlab/cifar100-sample/fine_label_names.txt";
  private static final List<String> FINE = read();

  private LabelNames() {}

  /** The 100 fine names; the name of label n is at n. */
  public static List<String> fine() {
    return FINE;
  }

  private static List<String> read() {
    try (InputStream in = LabelNames.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException("no " + RESOURCE + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the installation is damaged: build gradlab again", e);
    }
  }
}
