package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.domain.GradlabException.NotFound;
import gradlab.exchange.Folder;
import gradlab.exchange.RunResults;
import gradlab.exchange.course.CourseFolder;
import gradlab.exchange.mlflow.MlflowFolder;
import gradlab.exchange.tensorboard.TensorBoardFolder;
import gradlab.store.ResultFiles;
import gradlab.store.RunLog;
import gradlab.store.RunView;
import gradlab.wire.ConfigMessages;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A run's results in the form of another tool: a folder, sent as a zip file. */
enum ResultExport {
  COURSE("course.zip", zipped(CourseFolder::write)),
  TENSORBOARD("tensorboard.zip", zipped(TensorBoardFolder::write)),
  MLFLOW("mlflow.zip", zipped(MlflowFolder::write)),
  GRADIENT_FLOW(ResultFiles.GRADIENT_FLOW, ResultExport::gradientFlow);

  private interface Form {
    void write(RunResults results, OutputStream out) throws IOException;
  }

  private interface Files {
    void write(RunResults results, Folder folder) throws IOException;
  }

  private final String fileName;
  private final Form form;

  ResultExport(String fileName, Form form) {
    this.fileName = fileName;
    this.form = form;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(e -> e.fileName).toList();
  }

  static Optional<ResultExport> named(String fileName) {
    return Arrays.stream(values()).filter(e -> e.fileName.equals(fileName)).findFirst();
  }

  /**
   * Writes the whole to a temporary file first, so that a damaged log is an error and never half a
   * download. NotFound where no epoch is finished.
   *
   * @return the content; the file is gone when it is closed
   */
  InputStream write(RunLog log, ArtifactStore artifacts) {
    RunView run = log.view();
    var results = RunResults.of(log, Settings.of(ConfigMessages.message(run.config())));
    if (results.epochs().isEmpty()) {
      throw new NotFound(
          "run %s has not finished an epoch yet: there are no results to export"
              .formatted(run.id()));
    }
    try {
      return artifacts.written(out -> form.write(results, out));
    } catch (IOException e) {
      throw new UncheckedIOException("run " + run.id() + " cannot be exported", e);
    }
  }

  private static Form zipped(Files files) {
    return (results, out) -> {
      var zip = new ZipOutputStream(out);
      files.write(
          results,
          (path, content) -> {
            var entry = new ZipEntry(path);
            entry.setTime(results.lastEnd().toEpochMilli());
            zip.putNextEntry(entry);
            content.write(new LeftOpen(zip));
            zip.closeEntry();
          });
      zip.finish();
    };
  }

  private static void gradientFlow(RunResults results, OutputStream out) throws IOException {
    if (results.flows().isEmpty()) {
      throw GradientFlows.none(results.run());
    }
    CourseFolder.writeGradientFlow(results.flows(), out);
  }

  /** Whoever closes it closes no more than that. */
  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
