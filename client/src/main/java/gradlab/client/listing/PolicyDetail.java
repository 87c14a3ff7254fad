package gradlab.client.listing;

import gradlab.client.output.Column;
import gradlab.client.output.Display;
import gradlab.v1.Run;
import gradlab.v1.RunPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** How the server treats a run, in `gradlab show`; what is off is not shown. */
final class PolicyDetail {
  private PolicyDetail() {}

  static List<Column<Run>> columns() {
    return List.of(
        column("priority", p -> p.getPriority() != 0, RunPolicy::getPriority),
        column("max_restarts", p -> p.getMaxRestarts() > 0, RunPolicy::getMaxRestarts),
        column(
            "checkpoint_every",
            RunPolicy::hasCheckpointEvery,
            p -> Display.duration(Duration.ofSeconds(p.getCheckpointEvery().getSeconds()))),
        column("keep_every_epochs", RunPolicy::hasKeepEveryEpochs, RunPolicy::getKeepEveryEpochs),
        column("nan_guard", p -> p.hasNanGuard() && !p.getNanGuard(), RunPolicy::getNanGuard),
        column(
            "evaluate_test",
            p -> p.hasEvaluateTest() && !p.getEvaluateTest(),
            RunPolicy::getEvaluateTest));
  }

  private static Column<Run> column(
      String name, Predicate<RunPolicy> present, Function<RunPolicy, Object> value) {
    return RunDetail.when(
        name,
        run -> present.test(run.getConfig().getPolicy()),
        run -> value.apply(run.getConfig().getPolicy()));
  }
}
