package gradlab.client.watch.model;

import gradlab.v1.DiagnoseRunResponse;
import gradlab.v1.EpochMetrics;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.Run;
import gradlab.v1.StepMetrics;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * What is known of a run at one moment.
 *
 * @param epochs finished epochs, by their number
 * @param steps the training metrics within epochs, by step
 * @param flows the last sampled gradient flow of each epoch, by the epoch's number
 * @param layers the flows' layers, input first
 * @param events the newest events that are worth a line, oldest first
 * @param message about the connection to the server; empty when all is well
 * @param lastSeq number of the newest event
 */
public record Snapshot(
    Run run,
    NavigableMap<Long, EpochMetrics> epochs,
    NavigableMap<Long, StepMetrics> steps,
    NavigableMap<Long, Flow> flows,
    List<String> layers,
    Optional<DiagnoseRunResponse> diagnosis,
    Optional<GetServerInfoResponse> server,
    List<String> events,
    String message,
    long lastSeq) {

  /** The newest training metrics. */
  public Optional<StepMetrics> lastStep() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.lastEntry().getValue());
  }

  /** The last finished epoch. */
  public Optional<EpochMetrics> lastEpoch() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.lastEntry().getValue());
  }

  /** The newest epoch of which anything is known; -1 before the first. */
  public int newestEpoch() {
    int newest = lastStep().map(StepMetrics::getEpoch).orElse(-1);
    newest = Math.max(newest, epochs.isEmpty() ? -1 : (int) (long) epochs.lastKey());
    return Math.max(newest, flows.isEmpty() ? -1 : (int) (long) flows.lastKey());
  }

  /** This one, with what must not wait of a newer one. */
  public Snapshot stillAgainst(Snapshot newer) {
    return new Snapshot(
        run, epochs, steps, flows, layers, diagnosis, server, events, newer.message, newer.lastSeq);
  }
}
