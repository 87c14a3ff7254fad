package gradlab.client.command;

import static gradlab.client.output.Column.text;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.client.transfer.Download;
import gradlab.client.transfer.Download.Arrived;
import gradlab.v1.DownloadArtifactRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Writes a run's weights to a file, under the course's names, for PyTorch or NumPy;",
      "with --as its results to a folder, for the course's notebook, TensorBoard or MLflow."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gradlab export 3f2a --format npz --out weights.npz",
      "  gradlab export 3f2a --as course --out results/VGG_38_experiment"
    })
final class ExportCommand extends ClientCommand {
  /** Named as users type it. */
  enum Format {
    safetensors,
    npz
  }

  @Parameters(paramLabel = "RUN", description = "The run's id or its beginning.")
  private String run = "";

  @Option(
      names = "--checkpoint",
      paramLabel = "WHICH",
      description =
          "best (of validation accuracy), last, or a name that `gradlab show` lists. Default: best.")
  private String checkpoint = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "safetensors or npz. Default: safetensors.")
  private Format givenFormat;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description =
          "Not weights but results, as a folder: course (its framework's CSV files), tensorboard"
              + " (an event file) or mlflow (its file store).")
  private FolderExport.Form form;

  @Option(
      names = "--out",
      paramLabel = "FILE|DIR",
      description =
          "The file. Default: the run's id and the format's suffix, in this directory. With --as:"
              + " the folder. Default: the run's id.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  /** What was written where. */
  private record Exported(String runId, Path file, Arrived arrived) {}

  @Override
  ExitCode run(Session session) {
    if (form != null && (givenFormat != null || !checkpoint.isEmpty())) {
      throw new Failure(
          ExitCode.USAGE,
          (givenFormat != null ? "--format" : "--checkpoint") + " goes with weights, not with --as",
          "leave one of the two out");
    }
    String runId = session.runs().byIdOrPrefix(run).getRunId();
    if (form != null) {
      new FolderExport(session).write(runId, form, out.orElseGet(() -> Path.of(runId)), force);
      return ExitCode.DONE;
    }
    Format format = givenFormat == null ? Format.safetensors : givenFormat;
    var request =
        DownloadArtifactRequest.newBuilder()
            .setRunId(runId)
            .setName("weights." + format)
            .setCheckpoint(checkpoint.isEmpty() ? "best" : checkpoint)
            .build();
    Path file = out.orElseGet(() -> Path.of(runId + "." + format));
    var download = new Download(session.connection());
    var arrived = force ? download.replace(request, file) : download.create(request, file);
    session.print(columns(), List.of(new Exported(runId, file, arrived)));
    session.say(
        "wrote the weights of %s's checkpoint %s to %s (%s)"
            .formatted(
                runId,
                Display.oneLine(arrived.checkpoint()),
                file,
                Display.bytes(arrived.bytes())));
    return ExitCode.DONE;
  }

  private static Columns<Exported> columns() {
    List<Column<Exported>> columns =
        List.of(
            text("run", Exported::runId),
            text("checkpoint", e -> e.arrived.checkpoint()),
            text("file", e -> e.file.toString()),
            text("size_bytes", e -> Long.toString(e.arrived.bytes())),
            text("sha256", e -> e.arrived.sha256()));
    return new Columns<>(
        true,
        e ->
            Struct.newBuilder()
                .putFields("runId", string(e.runId))
                .putFields("checkpoint", string(e.arrived.checkpoint()))
                .putFields("file", string(e.file.toString()))
                .putFields("sizeBytes", string(Long.toString(e.arrived.bytes())))
                .putFields("sha256", string(e.arrived.sha256())),
        columns);
  }

  private static Value string(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
