package gradlab.store;

import gradlab.domain.GradlabException;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories of the runs, one each, below {@code runs/}. */
final class RunDirectories {
  private static final Logger logger = LoggerFactory.getLogger(RunDirectories.class);

  /** No run id begins so. */
  private static final String DELETED = ".deleted-";

  /** What a run's directory may hold before its log is there. */
  static final Set<String> UNBORN =
      Set.of(
          RunLog.FILE_NAME + ".new",
          RunConfig.INITIAL_WEIGHTS,
          RunConfig.INITIAL_WEIGHTS + ".new",
          CheckpointFiles.DIRECTORY);

  private final Path root;

  RunDirectories(Path stateDirectory) throws IOException {
    root = Files.createDirectories(stateDirectory.resolve("runs"));
  }

  Path of(RunId id) {
    return root.resolve(id.value());
  }

  boolean holds(RunId id) {
    return Files.exists(of(id).resolve(RunLog.FILE_NAME));
  }

  /**
   * All runs on disk, each with its log's length; first removes what an interrupted creation or
   * deletion left. With thousands of runs every look at the disk counts.
   */
  Map<RunId, Long> scan() throws IOException {
    var runs = new HashMap<RunId, Long>();
    try (var entries = Files.newDirectoryStream(root)) {
      for (Path directory : entries) {
        OptionalLong logBytes = logBytes(directory);
        if (directory.getFileName().toString().startsWith(DELETED)) {
          DurableFiles.deleteTree(directory);
        } else if (logBytes.isPresent()) {
          add(directory, logBytes.getAsLong(), runs);
        } else if (Files.isDirectory(directory) && !removeUnborn(directory)) {
          logger.warn("{} holds files but no {}; it is left alone", directory, RunLog.FILE_NAME);
        }
      }
    }
    return runs;
  }

  private static OptionalLong logBytes(Path directory) throws IOException {
    Path log = directory.resolve(RunLog.FILE_NAME);
    try {
      var attributes = Files.readAttributes(log, BasicFileAttributes.class);
      return attributes.isRegularFile() ? OptionalLong.of(attributes.size()) : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      if (!Files.isDirectory(directory)) {
        return OptionalLong.empty(); // a file of somebody's
      }
      throw e;
    }
  }

  private static void add(Path directory, long logBytes, Map<RunId, Long> runs) {
    try {
      runs.put(RunId.of(directory.getFileName().toString()), logBytes);
    } catch (GradlabException.InvalidRequest e) {
      logger.warn("{} is left alone: {}", directory, e.getMessage());
    }
  }

  /** A directory whose log was never finished: nobody was told of that run. */
  private static boolean removeUnborn(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      if (!entries.allMatch(e -> UNBORN.contains(e.getFileName().toString()))) {
        return false;
      }
    }
    DurableFiles.deleteTree(directory);
    return true;
  }

  /** After this the run is gone, also after a crash. */
  void delete(RunId id) throws IOException {
    Path doomed = root.resolve(DELETED + id);
    DurableFiles.move(of(id), doomed);
    DurableFiles.deleteTree(doomed);
  }
}
