package gradlab.exchange.mlflow;

import gradlab.domain.RunState;
import gradlab.domain.Sha256;
import gradlab.domain.Version;
import gradlab.exchange.Folder;
import gradlab.exchange.RunResults;
import gradlab.exchange.Scalars;
import gradlab.store.PythonNumbers;
import gradlab.store.RunView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run as MLflow's file store keeps it, below {@code mlruns/}: a folder an experiment, in it a
 * folder a run with a file for each metric, parameter and tag
 * (mlflow/store/tracking/file_store.py).
 */
public final class MlflowFolder {
  /** MLflow makes them of 18 digits; always the same, so that all exports are one experiment. */
  static final String EXPERIMENT = "710321867514029365";

  private static final String NAME = "gradlab";
  private static final String ROOT = "mlruns/" + EXPERIMENT;

  private MlflowFolder() {}

  public static void write(RunResults results, Folder folder) throws IOException {
    RunView run = results.run();
    String id = runId(run);
    String root = ROOT + "/" + id;
    text(folder, ROOT + "/meta.yaml", experiment());
    text(folder, root + "/meta.yaml", meta(results, id));
    for (var curve : Scalars.of(results).entrySet()) {
      text(folder, root + "/metrics/" + curve.getKey(), lines(curve.getValue()));
    }
    for (var setting : results.settings().entrySet()) {
      text(folder, root + "/params/" + key(setting.getKey()), setting.getValue());
    }
    for (var tag : tags(run).entrySet()) {
      text(folder, root + "/tags/" + tag.getKey(), tag.getValue());
    }
  }

  /** 32 hexadecimal digits, the same for the same run. */
  static String runId(RunView run) {
    String what = run.id() + " " + run.createTime();
    return Sha256.of(what.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  private static String experiment() {
    return yaml(
        Map.of(
            "artifact_location",
            quoted(ROOT),
            "experiment_id",
            quoted(EXPERIMENT),
            "lifecycle_stage",
            "active",
            "name",
            NAME));
  }

  private static String meta(RunResults results, String id) {
    RunView run = results.run();
    var meta = new LinkedHashMap<String, String>();
    meta.put("artifact_uri", quoted(ROOT + "/" + id + "/artifacts"));
    meta.put("end_time", run.state().ended() ? millis(results.lastEnd()) : "null");
    meta.put("entry_point_name", "''");
    meta.put("experiment_id", quoted(EXPERIMENT));
    meta.put("lifecycle_stage", "active");
    meta.put("run_id", quoted(id));
    meta.put("run_name", quoted(run.config().name()));
    meta.put("run_uuid", quoted(id));
    meta.put("source_name", "''");
    meta.put("source_type", "4"); // LOCAL
    meta.put("source_version", "''");
    meta.put("start_time", millis(results.begin()));
    meta.put("status", Integer.toString(status(run.state())));
    meta.put("tags", "[]");
    meta.put("user_id", "''");
    return yaml(meta);
  }

  /** MLflow's RunStatus. */
  private static int status(RunState state) {
    return switch (state) {
      case STARTING, RUNNING, STOPPING, PAUSING, LOST -> 1;
      case QUEUED, PAUSED, PREEMPTED -> 2;
      case COMPLETED, STOPPED -> 3;
      case FAILED -> 4;
      case KILLED -> 5;
    };
  }

  private static Map<String, String> tags(RunView run) {
    var tags = new LinkedHashMap<String, String>();
    run.config().tags().forEach((name, value) -> tags.put(key(name), value));
    tags.put("mlflow.runName", run.config().name());
    tags.put("mlflow.source.name", NAME + " " + Version.CURRENT);
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("gradlab.run_id", run.id().value());
    tags.put("gradlab.state", run.state().name());
    run.config()
        .imported()
        .ifPresent(from -> tags.put("gradlab.imported", String.join(", ", from.files())));
    return tags;
  }

  /** It becomes a file's name; MLflow allows these in keys. */
  private static String key(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_.\\- ]", "_");
    return safe.isBlank() || safe.startsWith(".") || safe.startsWith(" ") ? "_" + safe : safe;
  }

  private static String lines(List<Scalars.Point> points) {
    return points.stream()
        .map(p -> "%s %s %d\n".formatted(millis(p.time()), PythonNumbers.repr(p.value()), p.step()))
        .collect(Collectors.joining());
  }

  private static String millis(java.time.Instant time) {
    return Long.toString(time.toEpochMilli());
  }

  /** Single quotes hold anything on one line, themselves doubled; a name has no line ends. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String yaml(Map<String, String> entries) {
    return entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + ": " + e.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static void text(Folder folder, String path, String content) throws IOException {
    folder.file(path, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
