package gradlab.rpc;

import gradlab.runs.WorkerReport;
import gradlab.runs.WorkerSpool;
import gradlab.wire.SpoolFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what workers spooled. */
public final class SpoolReader implements WorkerSpool {
  @Override
  public List<WorkerReport> read(Path runDirectory, int attempt) throws IOException {
    return SpoolFile.read(runDirectory, attempt).stream().map(Reports::of).toList();
  }

  @Override
  public void delete(Path runDirectory) throws IOException {
    Files.deleteIfExists(SpoolFile.in(runDirectory));
  }
}
