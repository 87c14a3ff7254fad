package gradlab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.exchange.tensorboard.EventFileReader;
import gradlab.store.Runs;
import gradlab.v1.StartRunRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results of a run of ours in the forms of other tools. */
class ResultExportTest {
  @TempDir Path state;
  private ServiceHarness harness;

  @BeforeEach
  void start() {
    harness = new ServiceHarness(state);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private RunId started() {
    var asked = StartRunRequest.newBuilder();
    asked
        .getConfigBuilder()
        .setName("it's \"mine\": 1")
        .putTags("why", "depth")
        .putTags("../../etc/x", "evil")
        .getNetworkBuilder()
        .setNetwork("VGG_08");
    return harness.runs.start(StartRunValidator.check(asked.build(), OptionalInt.empty()), "").id();
  }

  private RunId trained() {
    var id = started();
    harness
        .runs
        .log(id)
        .append(
            List.of(
                Runs.server(Runs.state(RunState.RUNNING)),
                Runs.server(Runs.step(1, 9)),
                Runs.server(Runs.epoch(0, 4.6)),
                Runs.server(Runs.flow(0, 1e-3, 2e-3)),
                Runs.server(Runs.epoch(1, 4.25)),
                Runs.server(Runs.flow(1, 3e-3, 2e-3)),
                Runs.server(new gradlab.domain.RunEvent.TestEvaluated(1, 4.5, 0.125))));
    return id;
  }

  private Map<String, byte[]> export(ResultExport form, RunId id) throws Exception {
    return Zips.read(form.write(harness.runs.log(id), harness.artifacts));
  }

  @Test
  void theCoursesFolder() throws Exception {
    var files = export(ResultExport.COURSE, trained());
    assertThat(text(files, "result_outputs/summary.csv"))
        .isEqualTo("train_acc,train_loss,val_acc,val_loss\n0.1,4.6,0.1,4.6\n0.1,4.25,0.1,4.25\n");
    assertThat(text(files, "result_outputs/test_summary.csv"))
        .isEqualTo("test_acc,test_loss\n0.125,4.5\n");
    assertThat(text(files, "gradient_flow.csv"))
        .isEqualTo(
            "epoch,input_conv_conv_0,block_0_0_conv_0,reduction_block_0_conv_0,weight_logit_linear_layer\n"
                + "0,1.0,0.001,0.002,1.0\n1,1.0,0.003,0.002,1.0\n");
  }

  @Test
  void tensorBoardsEventFile() throws Exception {
    var id = trained();
    var files = export(ResultExport.TENSORBOARD, id);
    assertThat(files.keySet()).singleElement().asString().contains("tfevents", id.value());
    var events = EventFileReader.read(files.values().iterator().next());
    assertThat(events.get(0).fileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).tag()).isEqualTo("settings");
    assertThat(events.get(1).plugin()).isEqualTo("text");
    assertThat(events.get(1).text()).contains("| network.block | plain |", "| training.seed | 0 |");
    assertThat(curve(events, "train_loss"))
        .containsExactly(Map.entry(0L, 4.6f), Map.entry(1L, 4.25f));
    assertThat(curve(events, "learning_rate")).hasSize(2);
    assertThat(curve(events, "gradient_mean_abs/block_0_0_conv_0"))
        .containsExactly(Map.entry(0L, 0.001f), Map.entry(1L, 0.003f));
    assertThat(curve(events, "gradient_ratio"))
        .containsExactly(Map.entry(0L, 0.5f), Map.entry(1L, 1.5f));
    assertThat(curve(events, "test_acc")).containsExactly(Map.entry(1L, 0.125f));
    double begin = events.get(0).wallTime();
    assertThat(
            events.stream().filter(e -> e.tag().equals("val_acc")).map(e -> e.wallTime() - begin))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-3 ? 0 : Double.compare(a, b))
        .containsExactly(3.0, 6.0);
  }

  private static List<Map.Entry<Long, Float>> curve(List<EventFileReader.Read> events, String tag) {
    return events.stream()
        .filter(e -> e.tag().equals(tag))
        .map(e -> Map.entry(e.step(), e.value()))
        .toList();
  }

  @Test
  void mlflowsFileStore() throws Exception {
    var id = trained();
    var files = export(ResultExport.MLFLOW, id);
    String meta =
        files.keySet().stream()
            .filter(f -> f.matches("mlruns/\\d+/\\p{XDigit}{32}/meta.yaml"))
            .findFirst()
            .orElseThrow();
    String run = meta.substring(0, meta.length() - "meta.yaml".length());
    String[] parts = run.split("/");
    assertThat(text(files, "mlruns/" + parts[1] + "/meta.yaml"))
        .contains(
            "experiment_id: '" + parts[1] + "'\n", "name: gradlab\n", "lifecycle_stage: active\n");
    assertThat(text(files, meta))
        .contains(
            "run_id: '" + parts[2] + "'\n",
            "run_uuid: '" + parts[2] + "'\n",
            "run_name: 'it''s \"mine\": 1'\n",
            "status: 1\n",
            "end_time: null\n");
    assertThat(text(files, run + "metrics/train_loss"))
        .matches("\\d{13} 4\\.6 0\n\\d{13} 4\\.25 1\n");
    assertThat(text(files, run + "metrics/gradient_mean_abs/block_0_0_conv_0"))
        .matches("\\d{13} 0\\.001 0\n\\d{13} 0\\.003 1\n");
    assertThat(text(files, run + "params/training.learning_rate")).isEqualTo("0.001");
    assertThat(text(files, run + "params/network.network")).isEqualTo("VGG_08");
    assertThat(text(files, run + "tags/why")).isEqualTo("depth");
    assertThat(text(files, run + "tags/mlflow.runName")).isEqualTo("it's \"mine\": 1");
    assertThat(text(files, run + "tags/_.._.._etc_x")).isEqualTo("evil");
    assertThat(files.keySet()).allMatch(f -> f.startsWith("mlruns/") && !f.contains("/../"));
    assertThat(export(ResultExport.MLFLOW, id).keySet()).isEqualTo(files.keySet());
  }

  @Test
  void beforeTheFirstEpochThereIsNothing() {
    var log = harness.runs.log(started());
    for (ResultExport form : ResultExport.values()) {
      assertThatThrownBy(() -> form.write(log, harness.artifacts))
          .isInstanceOf(NotFound.class)
          .hasMessageContaining("has not finished an epoch yet");
    }
    // each gave its temporary file back
    int most = harness.artifacts.limits().mostTransfers();
    for (int i = 0; i < most + 1; i++) {
      assertThatThrownBy(() -> ResultExport.COURSE.write(log, harness.artifacts))
          .isInstanceOf(NotFound.class);
    }
  }

  private static String text(Map<String, byte[]> files, String name) {
    assertThat(files).containsKey(name);
    return new String(files.get(name), StandardCharsets.UTF_8);
  }
}
