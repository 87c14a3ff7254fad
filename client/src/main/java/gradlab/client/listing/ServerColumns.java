package gradlab.client.listing;

import static gradlab.client.output.Column.text;

import gradlab.client.output.Column;
import gradlab.client.output.Columns;
import gradlab.client.output.Display;
import gradlab.v1.DatasetInfo;
import gradlab.v1.DeviceInfo;
import gradlab.v1.DiagnoseRunResponse;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.ServerLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The server, its data, and what it says about a run. */
public final class ServerColumns {
  private ServerColumns() {}

  /** `gradlab info`. */
  public static Columns<GetServerInfoResponse> info() {
    var columns =
        new ArrayList<Column<GetServerInfoResponse>>(
            List.of(
                text("version", GetServerInfoResponse::getVersion),
                Column.<GetServerInfoResponse>number(
                    "started",
                    info -> info.hasStartTime() ? Display.time(info.getStartTime()) : "",
                    info ->
                        info.hasStartTime() ? Display.instant(info.getStartTime()).toString() : ""),
                text("java", GetServerInfoResponse::getJavaVersion),
                text("backend", GetServerInfoResponse::getBackend),
                text("compute_path", GetServerInfoResponse::getComputePath),
                text("compute_path_note", GetServerInfoResponse::getComputePathNote),
                text(
                    "devices",
                    info ->
                        info.getDevicesList().stream()
                            .map(ServerColumns::device)
                            .collect(Collectors.joining("\n"))),
                text("dataset", info -> info.getDataset().getMessage()),
                text("dataset_source", info -> info.getDataset().getSource()),
                text("dataset_directory", info -> info.getDataset().getDirectory()),
                text("train_images", info -> Integer.toString(info.getDataset().getTrainImages())),
                text("test_images", info -> Integer.toString(info.getDataset().getTestImages())),
                text("running_runs", info -> Integer.toString(info.getRunningRuns())),
                text("queued_runs", info -> Integer.toString(info.getQueuedRuns())),
                limit("slots", ServerLimits::getSlots),
                limit("max_queued_runs", ServerLimits::getMaxQueuedRuns),
                limit("max_streams", ServerLimits::getMaxStreams),
                limit("max_message_bytes", ServerLimits::getMaxMessageBytes),
                text("state_directory", GetServerInfoResponse::getStateDirectory),
                text("disk", GetServerInfoResponse::getDiskMessage)));
    columns.addAll(CostColumns.ofServer());
    return new Columns<>(true, info -> info, columns);
  }

  /** `gradlab dataset`. */
  public static Columns<DatasetInfo> dataset() {
    return new Columns<>(
        true,
        data -> data,
        List.of(
            text("dataset", DatasetInfo::getMessage),
            text("source", DatasetInfo::getSource),
            text("directory", DatasetInfo::getDirectory),
            text("train_images", data -> Integer.toString(data.getTrainImages())),
            text("test_images", data -> Integer.toString(data.getTestImages())),
            text("sample", data -> Boolean.toString(data.getSample()))));
  }

  /** `gradlab diagnose`. */
  public static Columns<DiagnoseRunResponse> diagnosis() {
    return new Columns<>(
        true,
        diagnosis -> diagnosis,
        List.of(
            text("verdict", DiagnoseRunResponse::getVerdict),
            text("explanation", DiagnoseRunResponse::getExplanation)));
  }

  private static String device(DeviceInfo device) {
    return Display.oneLine(
        "%s %s, %d threads, %s"
            .formatted(
                device.getKind(),
                device.getName(),
                device.getThreads(),
                Display.bytes(device.getMemoryBytes())));
  }

  private static Column<GetServerInfoResponse> limit(
      String name, Function<ServerLimits, Object> value) {
    return text(name, info -> value.apply(info.getLimits()).toString());
  }
}
