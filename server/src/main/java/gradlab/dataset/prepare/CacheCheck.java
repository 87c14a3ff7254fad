package gradlab.dataset.prepare;

import gradlab.dataset.Progress;
import gradlab.dataset.Stage;
import gradlab.domain.Sha256;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** Tells whether the cache holds every file of the archive that has a checksum, undamaged. */
final class CacheCheck {
  private final Path cache;
  private final List<ExpectedFile> files;
  private final Progress progress;
  private long done;

  CacheCheck(Path cache, DatasetArchive archive, Progress progress) {
    this.cache = cache;
    this.files = archive.files().stream().filter(file -> file.sha256().isPresent()).toList();
    this.progress = progress;
  }

  boolean isSound() throws IOException, InterruptedException {
    for (ExpectedFile file : files) {
      Path path = cache.resolve(file.name());
      if (!Files.isRegularFile(path) || Files.size(path) != file.maxBytes()) {
        return false; // no need to read the others
      }
    }
    for (ExpectedFile file : files) {
      if (!file.sha256().get().equals(sha256(cache.resolve(file.name())))) {
        return false;
      }
    }
    return true;
  }

  private String sha256(Path path) throws IOException, InterruptedException {
    long total = files.stream().mapToLong(ExpectedFile::maxBytes).sum();
    MessageDigest digest = Sha256.digest();
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = new FileInputStream(path.toFile())) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("checking " + path);
        }
        digest.update(chunk, 0, n);
        done += n;
        progress.report(Stage.CHECKING, done, total);
      }
    }
    return Sha256.hex(digest);
  }
}
