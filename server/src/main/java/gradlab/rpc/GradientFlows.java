package gradlab.rpc;

import gradlab.domain.GradientFlow;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.NotFound;
import gradlab.domain.RunId;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.v1.GetGradientFlowRequest;
import gradlab.v1.GetGradientFlowResponse;
import gradlab.wire.GradientMessages;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Picks recorded gradient flows. */
final class GradientFlows {
  /** Clients refuse messages above 4 MiB (gRPC's default). */
  private static final int MOST_BYTES = 4 * 1024 * 1024 - 1024;

  private GradientFlows() {}

  /** That of the last sampled epoch, else the newest sample. */
  static Optional<GradientFlow> newest(List<GradientFlow> flows) {
    return last(flows, GradientFlow::epochEnd).or(() -> last(flows, any -> true));
  }

  /** That of the epoch's last step. NotFound where nothing was sampled there; says what was. */
  static GradientFlow atEndOf(int epoch, RunId run, List<GradientFlow> flows) {
    return last(flows, f -> f.epochEnd() && f.epoch() == epoch)
        .orElseThrow(() -> new NotFound(nothing(run.value(), endOf(epoch), flows)));
  }

  /**
   * @throws NotFound where nothing was sampled there; says what was
   * @throws LimitReached where it is too much for one answer
   */
  static GetGradientFlowResponse select(RunLog log, GetGradientFlowRequest request) {
    var flows = RunHistory.read(log).flows();
    var selected =
        switch (request.getSelectCase()) {
          case ALL -> request.getAll() ? flows : newest(flows).stream().toList();
          case EPOCH ->
              last(flows, f -> f.epochEnd() && f.epoch() == request.getEpoch()).stream().toList();
          case STEP -> last(flows, f -> f.step() == request.getStep()).stream().toList();
          case SELECT_NOT_SET -> newest(flows).stream().toList();
        };
    if (selected.isEmpty()) {
      String asked =
          request.hasEpoch() ? endOf(request.getEpoch()) : "at step " + request.getStep();
      throw new NotFound(nothing(request.getRunId(), asked, flows));
    }
    var response = GetGradientFlowResponse.newBuilder().setRunId(request.getRunId());
    selected.forEach(flow -> response.addFlows(GradientMessages.message(flow)));
    var message = response.build();
    if (message.getSerializedSize() > MOST_BYTES) {
      throw new LimitReached(
          "run %s has %,d gradient flows, too much for one answer; ask by epoch or step, or follow it with StreamMetrics"
              .formatted(request.getRunId(), selected.size()));
    }
    return message;
  }

  /** Nothing was sampled yet. */
  static NotFound none(RunId run) {
    return new NotFound(nothing(run.value(), "", List.of()));
  }

  private static String endOf(int epoch) {
    return "at the end of epoch " + epoch;
  }

  /**
   * @param asked where a flow was looked for; of no meaning where there is none at all
   */
  private static String nothing(String runId, String asked, List<GradientFlow> flows) {
    if (flows.isEmpty()) {
      return "run " + runId + " has no gradient flow yet: one is recorded at the end of each epoch";
    }
    var first = flows.get(0);
    var last = flows.get(flows.size() - 1);
    return "run %s has no gradient flow %s; %,d are on record, from epoch %d, step %d to epoch %d, step %d"
        .formatted(
            runId, asked, flows.size(), first.epoch(), first.step(), last.epoch(), last.step());
  }

  private static Optional<GradientFlow> last(
      List<GradientFlow> flows, Predicate<GradientFlow> wanted) {
    return flows.stream().filter(wanted).reduce((earlier, later) -> later);
  }
}
