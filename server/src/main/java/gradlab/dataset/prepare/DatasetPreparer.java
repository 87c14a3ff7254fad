package gradlab.dataset.prepare;

import gradlab.dataset.DatasetLocation;
import gradlab.dataset.DatasetLocation.Source;
import gradlab.dataset.DatasetLocator;
import gradlab.dataset.Progress;
import gradlab.dataset.RateLimitedProgress;
import gradlab.dataset.Stage;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.WrongState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gets the official files into the cache: download (going on where an earlier one stopped), unpack,
 * check, and only then rename into place, so the cache never shows a file that is not whole.
 */
public final class DatasetPreparer {
  private static final String UNPACK_FOLDER = "unpack.tmp";

  private final Path cache;
  private final DatasetArchive archive;
  private final DownloadLimits limits;
  private final Disk disk;

  /**
   * For the cache and the address that the environment names.
   *
   * @param env the environment: XDG_CACHE_HOME, HOME and GRADLAB_DATA_URL are read
   */
  public DatasetPreparer(Map<String, String> env) {
    this(
        DatasetLocator.cacheDirectory(env),
        DatasetArchive.official(env),
        DownloadLimits.DEFAULT,
        Disk.real());
  }

  DatasetPreparer(Path cache, DatasetArchive archive, DownloadLimits limits, Disk disk) {
    this.cache = cache;
    this.archive = archive;
    this.limits = limits;
    this.disk = disk;
  }

  /**
   * Does what is missing; only checks where everything is there. An interrupt ends it within a
   * chunk and keeps what was downloaded.
   *
   * @param progress called on this thread
   * @throws BadDataset when it cannot be downloaded, or what came is not the official archive
   * @throws LimitReached when the disk is full
   * @throws WrongState when another call or process is preparing the same cache
   */
  public DatasetLocation prepare(Progress progress) throws InterruptedException {
    Progress limited = RateLimitedProgress.around(progress);
    try {
      Files.createDirectories(cache);
      CacheLock lock = CacheLock.take(cache);
      try {
        return prepareLocked(limited);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new BadDataset(
          cache
              + ": cannot be prepared ("
              + e
              + "). Check the folder, or set XDG_CACHE_HOME to another.",
          e);
    }
  }

  private DatasetLocation prepareLocked(Progress progress)
      throws IOException, InterruptedException {
    if (!new CacheCheck(cache, archive, progress).isSound()) {
      Path part = cache.resolve(archive.fileName() + ".part");
      new Download(archive, limits, disk, part, progress).run();
      install(part, progress);
      Files.delete(part);
    }
    progress.report(Stage.DONE, archive.unpackedBytes(), archive.unpackedBytes());
    return DatasetLocation.in(Source.CACHE, cache);
  }

  private void install(Path part, Progress progress) throws IOException, InterruptedException {
    Path folder = cache.resolve(UNPACK_FOLDER);
    removeFolder(folder); // of a process that died
    DiskWriter.checkRoom(disk, cache, archive.unpackedBytes());
    Files.createDirectory(folder);
    try {
      Map<String, Path> files = new Unpacking(archive, disk, progress).unpack(part, folder);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        disk.sync(file.getValue()); // else a power cut may leave the name without the content
        Files.move(file.getValue(), cache.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (CorruptArchiveException e) {
      Files.delete(part);
      throw new BadDataset(
          part
              + " from "
              + archive.uri()
              + " is damaged: "
              + e.getMessage()
              + ". It was removed; run `gradlab dataset prepare` again.",
          e);
    } finally {
      removeFolder(folder);
    }
  }

  /** Files only, one level deep: what install() makes. */
  private static void removeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
