package gradlab.client.command;

import static gradlab.client.output.Column.text;
import static gradlab.client.output.Column.whole;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.transfer.FolderDownload;
import gradlab.v1.DownloadArtifactRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A run's results as a folder in the form of another tool. */
final class FolderExport {
  /** Named as users type it, and as the server calls it. */
  enum Form {
    course,
    tensorboard,
    mlflow
  }

  private record Exported(String runId, Form form, Path folder, List<Path> files) {}

  private final Session session;

  FolderExport(Session session) {
    this.session = session;
  }

  /**
   * @param force replace files that are there
   */
  void write(String runId, Form form, Path folder, boolean force) {
    var request =
        DownloadArtifactRequest.newBuilder().setRunId(runId).setName(form + ".zip").build();
    var files = new FolderDownload(session.connection()).fetch(request, folder, force);
    session.print(columns(), List.of(new Exported(runId, form, folder, files)));
    session.say(
        "wrote the results of %s to %s (%d %s)%s"
            .formatted(
                runId,
                folder,
                files.size(),
                files.size() == 1 ? "file" : "files",
                next(form, folder)));
  }

  private static String next(Form form, Path folder) {
    return switch (form) {
      case course -> "";
      case tensorboard -> "; `tensorboard --logdir " + folder + "` shows them";
      case mlflow -> "; `mlflow ui` in that folder shows them";
    };
  }

  private static Columns<Exported> columns() {
    List<Column<Exported>> columns =
        List.of(
            text("run", Exported::runId),
            text("as", e -> e.form.toString()),
            text("folder", e -> e.folder.toString()),
            whole("files", e -> Integer.toString(e.files.size())),
            text(
                "first",
                e ->
                    e.files.stream()
                        .limit(3)
                        .map(Path::toString)
                        .collect(Collectors.joining("\n"))));
    return new Columns<>(
        true,
        e ->
            Struct.newBuilder()
                .putFields("runId", string(e.runId))
                .putFields("as", string(e.form.toString()))
                .putFields("folder", string(e.folder.toString()))
                .putFields(
                    "files",
                    Value.newBuilder()
                        .setListValue(
                            ListValue.newBuilder()
                                .addAllValues(
                                    e.files.stream().map(f -> string(f.toString())).toList()))
                        .build()),
        columns);
  }

  private static Value string(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
