package gradlab.runs;

import gradlab.domain.RunConfig;
import java.nio.file.Path;

/** Everything a worker needs to begin. */
public record Assignment(Work work, RunConfig config, Path runDirectory, WorkerData data) {}
