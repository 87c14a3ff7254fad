package gradlab.client.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Pieces of shell scripts. */
final class Script {
  private Script() {}

  /** A script's fixed part. */
  static String resource(String name) {
    try (InputStream in = Script.class.getResourceAsStream("/gradlab/client/completion/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of this program cannot be read: " + name, e);
    }
  }

  /** A word that every shell takes as it is. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
