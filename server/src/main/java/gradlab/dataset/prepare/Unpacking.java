package gradlab.dataset.prepare;

import gradlab.dataset.Progress;
import gradlab.dataset.Stage;
import gradlab.domain.Sha256;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Takes the wanted files out of the archive and checks each while it is written. */
final class Unpacking {
  private final DatasetArchive archive;
  private final Disk disk;
  private final Progress progress;
  private final byte[] chunk = new byte[1 << 16];
  private long done;
  private long passedOver;

  Unpacking(DatasetArchive archive, Disk disk, Progress progress) {
    this.archive = archive;
    this.disk = disk;
    this.progress = progress;
  }

  /**
   * @param into an empty folder
   * @return the files that are now there, by name
   * @throws CorruptArchiveException when the archive is not what it should be
   */
  Map<String, Path> unpack(Path packed, Path into)
      throws CorruptArchiveException, InterruptedException {
    progress.report(Stage.UNPACKING, 0, archive.unpackedBytes());
    Map<String, ExpectedFile> wanted = new LinkedHashMap<>();
    archive.files().forEach(file -> wanted.put(file.name(), file));
    Map<String, Path> unpacked = new LinkedHashMap<>();
    try (InputStream in = new FileInputStream(packed.toFile());
        InputStream tar = new GZIPInputStream(new BufferedInputStream(in), 1 << 16)) {
      TarReader reader = new TarReader(tar);
      for (Optional<TarReader.Entry> entry = reader.next();
          entry.isPresent() && !wanted.isEmpty();
          entry = reader.next()) {
        // only a name that we know already becomes a path
        Optional<ExpectedFile> file = entry.get().safeName().map(wanted::remove);
        if (file.isEmpty()) {
          passOver(entry.get());
        } else {
          Path target = into.resolve(file.get().name());
          write(reader, file.get(), entry.get().bytes(), target);
          unpacked.put(file.get().name(), target);
        }
      }
    } catch (IOException e) {
      throw new CorruptArchiveException("it cannot be unpacked (" + e.getMessage() + ")", e);
    }
    for (ExpectedFile file : wanted.values()) {
      if (file.sha256().isPresent()) {
        throw new CorruptArchiveException("it holds no " + file.name());
      }
    }
    progress.report(Stage.UNPACKING, archive.unpackedBytes(), archive.unpackedBytes());
    return unpacked;
  }

  /** What nobody wants must be unpacked to be passed: a few bytes may be terabytes of it. */
  private void passOver(TarReader.Entry entry) throws CorruptArchiveException {
    passedOver += TarReader.HEADER_BYTES + entry.bytes();
    if (passedOver > archive.unpackedBytes()) {
      throw new CorruptArchiveException(
          "it holds more than %,d bytes that do not belong there, so far %s"
              .formatted(archive.unpackedBytes(), shown(entry.path())));
    }
  }

  private static String shown(String path) {
    return "'" + path.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private void write(TarReader reader, ExpectedFile file, long bytes, Path target)
      throws IOException, CorruptArchiveException, InterruptedException {
    if (bytes > file.maxBytes()) {
      throw new CorruptArchiveException(
          file.name() + " in it has " + bytes + " bytes, more than " + file.maxBytes());
    }
    MessageDigest digest = Sha256.digest();
    try (DiskWriter out =
        new DiskWriter(disk, target, false, "Make room and run `gradlab dataset prepare` again.")) {
      for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("unpacking " + file.name());
        }
        digest.update(chunk, 0, n);
        out.write(chunk, n);
        done += n;
        progress.report(Stage.UNPACKING, done, archive.unpackedBytes());
      }
    }
    String found = Sha256.hex(digest);
    if (file.sha256().isPresent() && !file.sha256().get().equals(found)) {
      throw new CorruptArchiveException(
          file.name() + " in it has sha256 " + found + " but should have " + file.sha256().get());
    }
  }
}
