package gradlab.artifacts;

import gradlab.domain.GradlabException.LimitReached;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * Files that clients have uploaded, under the sha256 of their content, until a run has taken a copy
 * or they are too old or too many. Only the server's user may read them. Thread-safe.
 */
public final class ArtifactStore {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final String PARTIAL = ".part";

  private final Path directory;
  private final ArtifactLimits limits;
  private final Clock clock;
  private final Semaphore transfers;

  private ArtifactStore(Path directory, ArtifactLimits limits, Clock clock) {
    this.directory = directory;
    this.limits = limits;
    this.clock = clock;
    this.transfers = new Semaphore(limits.mostTransfers());
  }

  /** Opens {@code artifacts/} in the state directory, and deletes what a killed server left. */
  public static ArtifactStore open(Path stateDirectory, ArtifactLimits limits, Clock clock) {
    var store = new ArtifactStore(stateDirectory.resolve("artifacts"), limits, clock);
    try {
      Files.createDirectories(
          store.directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (Path file : store.files()) {
        if (file.getFileName().toString().endsWith(PARTIAL)) {
          Files.delete(file);
        }
      }
      store.sweep();
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + store.directory + ": " + e.getMessage(), e);
    }
  }

  /** Whether it can be an artifact's id: a sha256 in lower-case hexadecimal. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  public ArtifactLimits limits() {
    return limits;
  }

  /** The file with this content. */
  public Optional<Path> find(String id) {
    return Optional.of(id)
        .filter(ArtifactStore::isId)
        .map(directory::resolve)
        .filter(Files::exists);
  }

  /** Begins to take a file. LimitReached where too many are on their way, or the disk is full. */
  public Upload upload() {
    return inTransfer(path -> new Upload(this, path, create(path)));
  }

  /** A file for what is on its way out; it is gone once it is closed. */
  public Scratch scratch() {
    return inTransfer(
        path -> new Scratch(create(path, StandardOpenOption.DELETE_ON_CLOSE), transfers::release));
  }

  /** Writes what is on its way out. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * The whole content, written to a temporary file first, so that what cannot be written whole is
   * an error and never half a download; the file is gone when what is returned is closed.
   */
  public InputStream written(Content content) throws IOException {
    var scratch = scratch();
    try {
      try (var out = scratch.out()) {
        content.write(out);
      }
      return scratch.in();
    } catch (IOException | RuntimeException e) {
      try {
        scratch.close();
      } catch (IOException ofClosing) {
        e.addSuppressed(ofClosing);
      }
      throw e;
    }
  }

  private interface Opener<T> {
    T open(Path path) throws IOException;
  }

  private <T> T inTransfer(Opener<T> opener) {
    if (!transfers.tryAcquire()) {
      throw new LimitReached(
          "%d files are on their way to or from this server already: try again in a moment"
              .formatted(limits.mostTransfers()));
    }
    try {
      return opener.open(directory.resolve(UUID.randomUUID() + PARTIAL));
    } catch (IOException e) {
      transfers.release();
      throw notWritten(e);
    }
  }

  private static FileChannel create(Path path, StandardOpenOption... more) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(
            StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    options.addAll(List.of(more));
    return FileChannel.open(
        path,
        options,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Gives a whole upload its id, durably, and makes room. */
  void keep(Path partial, String id) throws IOException {
    Files.setLastModifiedTime(partial, FileTime.from(clock.instant()));
    Files.move(partial, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    try (var names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
    sweep();
  }

  void transferEnded() {
    transfers.release();
  }

  static LimitReached notWritten(IOException e) {
    return new LimitReached(
        "the server cannot write the file (%s): free disk space there and try again"
            .formatted(e.getMessage()),
        e);
  }

  /** Deletes what is too old, and the oldest of what is too many. */
  private synchronized void sweep() throws IOException {
    record Kept(Path file, FileTime since) {}
    var kept = new ArrayList<Kept>();
    for (Path file : files()) {
      if (isId(file.getFileName().toString())) {
        kept.add(new Kept(file, Files.getLastModifiedTime(file)));
      }
    }
    kept.sort(Comparator.comparing(Kept::since));
    var oldest = FileTime.from(clock.instant().minus(limits.longestKept()));
    int tooMany = kept.size() - limits.mostKept();
    for (int i = 0; i < kept.size(); i++) {
      if (i < tooMany || kept.get(i).since.compareTo(oldest) < 0) {
        Files.deleteIfExists(kept.get(i).file);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }
}
