package gradlab.runs;

import gradlab.access.OwnerOnlyFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Small property files that only their owner may read, replaced whole or not at all. */
final class PrivateFile {
  private PrivateFile() {}

  static Properties read(Path file) throws IOException {
    var values = new Properties();
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(in);
    }
    return values;
  }

  /** Writes with mode 0600 from the first byte on; a reader sees the old file or the new one. */
  static void write(Path file, Properties values) throws IOException {
    var text = new StringWriter();
    values.store(text, null);
    OwnerOnlyFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
