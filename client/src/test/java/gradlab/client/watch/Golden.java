package gradlab.client.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Screens as they were looked at; the new ones are left in target/watch/ to be looked at. */
public final class Golden {
  private static final Path MADE = Path.of("target", "watch");

  private Golden() {}

  /**
   * @param name of the file beside this class in the resources
   * @param screen what is there now
   */
  public static String screen(String name, List<String> screen) {
    try {
      Files.createDirectories(MADE);
      Files.writeString(MADE.resolve(name), String.join("\n", screen) + "\n");
      try (InputStream in = Golden.class.getResourceAsStream(name)) {
        return in == null
            ? "there is no " + name
            : new String(in.readAllBytes(), "UTF-8").stripTrailing();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
