package gradlab.rpc;

import gradlab.domain.GradientFlow;
import gradlab.domain.GradlabException.LimitReached;
import gradlab.domain.GradlabException.NotFound;
import gradlab.store.RunHistory;
import gradlab.store.RunLog;
import gradlab.store.RunView;
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

  /** Where a flow was sampled. */
  private record Sampled(int epoch, long step) {
    /** An imported run has no steps. */
    String inWords() {
      return step < 0 ? "epoch " + epoch : "epoch %d, step %d".formatted(epoch, step);
    }
  }

  /** That of the last sampled epoch, else the newest sample. */
  static Optional<GradientFlow> newest(RunLog log) {
    // Where no epoch has ended, there are no more flows than an epoch has steps.
    return last(log, GradientFlow::epochEnd).or(() -> last(log, any -> true));
  }

  /** That of the epoch's last step. NotFound where nothing was sampled there; says what was. */
  static GradientFlow atEndOf(int epoch, RunLog log) {
    return last(log, f -> f.epochEnd() && f.epoch() == epoch)
        .orElseThrow(() -> nothing(log, endOf(epoch)));
  }

  /**
   * @throws NotFound where nothing was sampled there; says what was
   * @throws LimitReached where it is too much for one answer
   */
  static GetGradientFlowResponse select(RunLog log, GetGradientFlowRequest request) {
    var selected =
        switch (request.getSelectCase()) {
          case ALL -> request.getAll() ? all(log) : newest(log).stream().toList();
          case EPOCH -> List.of(atEndOf(request.getEpoch(), log));
          case STEP -> last(log, f -> f.step() == request.getStep()).stream().toList();
          case SELECT_NOT_SET -> newest(log).stream().toList();
        };
    if (selected.isEmpty()) {
      throw nothing(log, "at step " + request.getStep());
    }
    var response = GetGradientFlowResponse.newBuilder().setRunId(request.getRunId());
    selected.forEach(flow -> response.addFlows(GradientMessages.message(flow)));
    var message = response.build();
    if (message.getSerializedSize() > MOST_BYTES) {
      throw tooMany(log, selected.size());
    }
    return message;
  }

  /** Looks at their sizes first: all flows of a long run are more than a server can hold. */
  private static List<GradientFlow> all(RunLog log) {
    var sizes =
        RunHistory.flows(
            log, any -> true, flow -> GradientMessages.message(flow).getSerializedSize());
    if (sizes.stream().mapToLong(size -> size).sum() > MOST_BYTES) {
      throw tooMany(log, sizes.size());
    }
    return RunHistory.flows(log, any -> true);
  }

  private static LimitReached tooMany(RunLog log, int flows) {
    return new LimitReached(
        "run %s has %,d gradient flows, too much for one answer; ask by epoch or step, or follow it with StreamMetrics"
            .formatted(log.view().id(), flows));
  }

  private static String endOf(int epoch) {
    return "at the end of epoch " + epoch;
  }

  /**
   * @param asked where a flow was looked for; of no meaning where there is none at all
   */
  private static NotFound nothing(RunLog log, String asked) {
    var id = log.view().id();
    var flows = RunHistory.flows(log, any -> true, f -> new Sampled(f.epoch(), f.step()));
    if (flows.isEmpty()) {
      return none(log.view());
    }
    var first = flows.get(0);
    var last = flows.get(flows.size() - 1);
    return new NotFound(
        "run %s has no gradient flow %s; %,d are on record, from %s to %s"
            .formatted(id, asked, flows.size(), first.inWords(), last.inWords()));
  }

  /** Nothing was sampled yet. */
  static NotFound none(RunView run) {
    return new NotFound(
        run.config().imported().isPresent()
            ? "run %s is imported without a gradient flow".formatted(run.id())
            : "run %s has no gradient flow yet: one is recorded at the end of each epoch"
                .formatted(run.id()));
  }

  private static Optional<GradientFlow> last(RunLog log, Predicate<GradientFlow> wanted) {
    return RunHistory.lastFlow(log, wanted);
  }
}
