package gradlab.client.shell.completion;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;

/** Files here, as a word of the line. */
final class Files {
  private static final int MOST = 200;

  private Files() {}

  static List<Candidate> beginningWith(String word) {
    int slash = word.lastIndexOf('/') + 1;
    String folder = word.substring(0, slash);
    String begin = word.substring(slash);
    List<Candidate> found = new ArrayList<>();
    try (var files = java.nio.file.Files.newDirectoryStream(place(folder))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") && !begin.startsWith(".");
        if (name.startsWith(begin) && !hidden && found.size() < MOST) {
          boolean directory = java.nio.file.Files.isDirectory(file);
          String shown = name + (directory ? "/" : "");
          found.add(new Candidate(folder + shown, shown, null, null, null, null, !directory));
        }
      }
    } catch (IOException | InvalidPathException unreadable) {
      return List.of(); // nothing to offer there
    }
    return found;
  }

  private static Path place(String folder) {
    if (folder.startsWith("~/")) {
      return Path.of(System.getProperty("user.home"), folder.substring(2));
    }
    return Path.of(folder.isEmpty() ? "." : folder);
  }
}
