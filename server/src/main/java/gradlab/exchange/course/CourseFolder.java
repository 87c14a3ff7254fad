package gradlab.exchange.course;

import gradlab.exchange.Folder;
import gradlab.exchange.RunResults;
import gradlab.store.PythonNumbers;
import gradlab.store.ResultFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A run as an experiment folder of the course's framework: its notebook finds every summary.csv
 * below a folder, and calls it by the folder two levels up. The framework keeps no numbers of the
 * gradient flow, so that file is this project's own; the notebook passes it by.
 */
public final class CourseFolder {
  private CourseFolder() {}

  public static void write(RunResults results, Folder folder) throws IOException {
    file(
        folder,
        ResultFiles.DIRECTORY + "/" + ResultFiles.SUMMARY,
        ResultFiles.summary(results.epochs()));
    if (results.run().test().isPresent()) {
      file(
          folder,
          ResultFiles.DIRECTORY + "/" + ResultFiles.TEST_SUMMARY,
          ResultFiles.testSummary(results.run().test().get()));
    }
    if (!results.flows().isEmpty()) {
      folder.file(ResultFiles.GRADIENT_FLOW, out -> writeGradientFlow(results.flows(), out));
    }
  }

  /** A row an epoch, a column a layer, mean |g|. */
  public static void writeGradientFlow(List<RunResults.Flow> flows, OutputStream out)
      throws IOException {
    line(out, "epoch," + String.join(",", flows.get(0).layers()));
    for (RunResults.Flow flow : flows) {
      line(
          out,
          flow.epoch()
              + ","
              + flow.meanAbs().stream().map(PythonNumbers::repr).collect(Collectors.joining(",")));
    }
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void file(Folder folder, String path, String content) throws IOException {
    folder.file(path, out -> out.write(content.getBytes(StandardCharsets.US_ASCII)));
  }
}
