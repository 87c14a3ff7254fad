package gradlab.store;

import gradlab.domain.GradlabException;
import gradlab.domain.RunConfig;
import gradlab.domain.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  long logBytes(RunId id) throws IOException {
    return Files.size(of(id).resolve(RunLog.FILE_NAME));
  }

  /** All runs on disk; first removes what an interrupted creation or deletion left. */
  List<RunId> scan() throws IOException {
    var ids = new ArrayList<RunId>();
    try (var entries = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path directory : entries) {
        if (directory.getFileName().toString().startsWith(DELETED)) {
          DurableFiles.deleteTree(directory);
        } else if (Files.isRegularFile(directory.resolve(RunLog.FILE_NAME))) {
          add(directory, ids);
        } else if (!removeUnborn(directory)) {
          logger.warn("{} holds files but no {}; it is left alone", directory, RunLog.FILE_NAME);
        }
      }
    }
    return ids;
  }

  private static void add(Path directory, List<RunId> ids) {
    try {
      ids.add(RunId.of(directory.getFileName().toString()));
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
