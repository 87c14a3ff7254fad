package gradlab.server;

import gradlab.dataset.DatasetCheck;
import gradlab.dataset.DatasetLocation;
import gradlab.dataset.DatasetLocator;
import gradlab.dataset.DatasetSize;
import gradlab.dataset.DatasetVerifier;
import gradlab.dataset.Split;
import gradlab.dataset.prepare.DatasetPreparer;
import gradlab.domain.GradlabException.BadDataset;
import gradlab.domain.GradlabException.WrongState;
import gradlab.rpc.DatasetState;
import gradlab.rpc.Datasets;
import gradlab.runs.WorkerData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data set of this server, looked up anew each time: it may be prepared while we run. */
final class DatasetFiles implements Datasets {
  private final Optional<Path> dataDirectory;
  private final Map<String, String> environment;
  private List<Object> soundFiles = List.of(); // what was checked last and found sound

  DatasetFiles(Optional<Path> dataDirectory, Map<String, String> environment) {
    this.dataDirectory = dataDirectory;
    this.environment = Map.copyOf(environment);
  }

  /** For an assignment. */
  WorkerData forWorker() {
    var location = locate();
    return new WorkerData(
        location.source().id(), location.directory().map(Path::toString).orElse(""));
  }

  @Override
  public DatasetState check() {
    var location = locate();
    var stamp = stamp(location);
    synchronized (this) {
      if (!stamp.equals(soundFiles)) {
        DatasetCheck.records(location);
        soundFiles = stamp;
      }
    }
    return state(location, DatasetVerifier.size(location));
  }

  @Override
  public DatasetState inspect() {
    try {
      var location = locate();
      return state(location, DatasetVerifier.size(location));
    } catch (BadDataset e) {
      return new DatasetState("", "", 0, 0, 0, false, e.getMessage());
    }
  }

  @Override
  public DatasetState prepare(Progress progress) throws InterruptedException {
    refuseWhereUnused();
    new DatasetPreparer(environment)
        .prepare((stage, done, total) -> progress.report(stage.id(), done, total));
    return check();
  }

  /** The download goes to the cache; a directory that was named comes before it. */
  private void refuseWhereUnused() {
    var named =
        dataDirectory
            .map(d -> "--data-dir " + d)
            .or(
                () ->
                    Optional.ofNullable(environment.get(DatasetLocator.ENVIRONMENT_VARIABLE))
                        .filter(value -> !value.isBlank())
                        .map(value -> DatasetLocator.ENVIRONMENT_VARIABLE + "=" + value));
    if (named.isPresent()) {
      throw new WrongState(
          "this server reads its data from %s, so it would not use the download; start it without that"
              .formatted(named.get()));
    }
  }

  @Override
  public DatasetState verify(Progress progress) throws InterruptedException {
    var location = locate();
    var size =
        DatasetVerifier.verify(
            location, (stage, done, total) -> progress.report(stage.id(), done, total));
    return state(location, size);
  }

  private DatasetLocation locate() {
    return DatasetLocator.locate(dataDirectory, environment);
  }

  /** Changes when a file does: place, length and time of each. */
  private static List<Object> stamp(DatasetLocation location) {
    var stamp = new ArrayList<Object>(List.of(location.source()));
    if (location.directory().isPresent()) {
      for (var split : Split.values()) {
        Path file = location.directory().get().resolve(split.fileName());
        try {
          stamp.addAll(List.of(file, Files.size(file), Files.getLastModifiedTime(file)));
        } catch (IOException e) {
          throw new BadDataset(file + ": cannot be read (" + e + ")", e);
        }
      }
    }
    return stamp;
  }

  private static DatasetState state(DatasetLocation location, DatasetSize size) {
    int trainList = (int) (size.trainImages() * 19L / 20); // floor(0.95 n), the course's split
    return new DatasetState(
        location.source().id(),
        location.directory().map(Path::toString).orElse(""),
        size.trainImages(),
        trainList,
        size.testImages(),
        location.isSample(),
        location.message());
  }
}
