package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.GradlabException.WrongState;
import gradlab.domain.RunEvent.CheckpointSaved;
import gradlab.domain.Version;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.runs.Checkpoints;
import gradlab.runs.TrainedHere;
import gradlab.store.CheckpointFiles;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import gradlab.v1.DownloadArtifactRequest;
import gradlab.weights.CheckpointFile;
import gradlab.weights.format.BadWeightsException;
import gradlab.weights.format.NpzWriter;
import gradlab.weights.format.SafetensorsWriter;
import gradlab.weights.format.TensorShape;
import gradlab.weights.format.WeightsWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The weights of one of a run's checkpoints, under the course's names. */
final class WeightsExport {
  private static final String NPZ = "weights.npz";
  static final List<String> NAMES = List.of("weights.safetensors", NPZ);

  private final RunView run;
  private final Path directory;
  private final String name;
  private final CheckpointSaved checkpoint;

  private WeightsExport(RunLog log, String name, CheckpointSaved checkpoint) {
    this.run = log.view();
    this.directory = log.directory();
    this.name = name;
    this.checkpoint = checkpoint;
  }

  /**
   * @throws WrongState if there is no checkpoint yet
   * @throws NotFound if there is none of that name
   */
  static WeightsExport of(RunLog log, DownloadArtifactRequest request) {
    return new WeightsExport(log, request.getName(), chosen(log.view(), request.getCheckpoint()));
  }

  private static CheckpointSaved chosen(RunView run, String which) {
    TrainedHere.check(run, "to take weights from");
    if (run.checkpoints().isEmpty()) {
      throw new WrongState(
          "run %s has no checkpoint yet: one comes with each finished epoch, and with a stop"
              .formatted(run.id()));
    }
    return switch (which) {
      case "", "best" ->
          Checkpoints.best(run)
              .orElseThrow(
                  () ->
                      new WrongState(
                          "run %s has no finished epoch, so none is the best; its newest checkpoint is 'last'"
                              .formatted(run.id())));
      case "last" -> Checkpoints.newest(run).orElseThrow();
      default -> named(run, which);
    };
  }

  private static CheckpointSaved named(RunView run, String name) {
    return run.checkpoints().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFound(
                    "run %s has no checkpoint '%s'; it has %d, from %s to %s"
                        .formatted(
                            run.id(),
                            NetworkRules.shown(name),
                            run.checkpoints().size(),
                            run.checkpoints().get(0).name(),
                            run.checkpoints().get(run.checkpoints().size() - 1).name())));
  }

  String checkpoint() {
    return checkpoint.name();
  }

  /**
   * Writes the whole to a temporary file, so that a damaged checkpoint is an error and never half a
   * download.
   *
   * @return the content; the file is gone when it is closed
   */
  InputStream write(ArtifactStore artifacts) {
    try {
      return artifacts.written(this::write);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void write(OutputStream out) throws IOException {
    var network = NetworkDeclaration.of(NetworkSpec.of(run.config().network()));
    var shapes =
        network.parameters().stream().map(p -> new TensorShape(p.name(), p.shape())).toList();
    WeightsWriter writer =
        name.equals(NPZ)
            ? new NpzWriter(out, shapes)
            : new SafetensorsWriter(out, metadata(), shapes);
    var file = new CheckpointFiles(directory).file(checkpoint.name());
    CheckpointFile.read(file, network, (parameter, values) -> writer.write(values));
    writer.finish();
  }

  private Map<String, String> metadata() {
    var network = run.config().network();
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("format", "pt"); // what PyTorch's loaders ask for
    metadata.put("run_id", run.id().value());
    metadata.put("network", network.network());
    metadata.put("block", network.block());
    metadata.put("checkpoint", checkpoint.name());
    metadata.put("epoch", Integer.toString(checkpoint.epoch()));
    metadata.put("step", Long.toString(checkpoint.step()));
    metadata.put("gradlab_version", Version.CURRENT);
    return metadata;
  }

  private RuntimeException unreadable(IOException e) {
    String which = "checkpoint %s of run %s".formatted(checkpoint.name(), run.id());
    if (e instanceof NoSuchFileException) {
      return new NotFound(which + " is not on the server's disk any more");
    }
    if (e instanceof BadWeightsException) {
      return new WrongState(which + " cannot be read: " + e.getMessage() + "; choose another");
    }
    return new UncheckedIOException(which + " cannot be read", e);
  }
}
