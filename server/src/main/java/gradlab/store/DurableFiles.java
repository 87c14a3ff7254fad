package gradlab.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** Files that are either whole or not there, also after a power cut. */
final class DurableFiles {
  private DurableFiles() {}

  /** What goes into a file. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Temporary file, fsync, rename, fsync of the directory. */
  static void write(Path path, byte[] content) throws IOException {
    write(path, (Content) out -> out.write(content));
  }

  /** As {@link #write(Path, byte[])}. */
  static void write(Path path, Content content) throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.write(buffered);
      buffered.flush();
      channel.force(true);
    }
    move(temporary, path);
  }

  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(to.toAbsolutePath().getParent());
  }

  /** Makes creations, renames and removals in it durable. */
  static void syncDirectory(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Follows no links. */
  static void deleteTree(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
