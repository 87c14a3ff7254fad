package gradlab.metrics.run;

import gradlab.domain.GradientFlow;
import gradlab.domain.LayerGradient;
import gradlab.domain.RunEvent;
import gradlab.domain.RunEvent.StateChanged;
import gradlab.domain.RunId;
import gradlab.domain.RunState;
import gradlab.store.NewEvent;
import gradlab.store.RunLog;
import gradlab.store.Runs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A log whose appends are passed on, as a run's owner does. */
final class WatchedLog {
  private static final int VGG_38_LAYERS = 39;

  final RunLog log;
  private final RunsOnPage page;
  private long workerSeq;

  WatchedLog(RunsOnPage page, Path folder, String id) {
    this.page = page;
    this.log = RunLog.create(folder.resolve(id), RunId.of(id), Runs.CONFIG, "", Runs.T0);
  }

  void append(NewEvent... events) {
    page.recorded(log, log.append(List.of(events)));
  }

  void worker(RunEvent... events) {
    for (RunEvent event : events) {
      append(new NewEvent(Instant.now(), 1, ++workerSeq, event));
    }
  }

  void state(RunState state) {
    StateChanged change = Runs.state(state);
    append(NewEvent.ofServer(Instant.now(), change));
  }

  void run() {
    state(RunState.STARTING);
    worker(Runs.attempt(1));
    state(RunState.RUNNING);
  }

  /** As many layers as VGG_38 has, each with values of its own. */
  static RunEvent.GradientsSampled deepFlow(long step) {
    var layers =
        IntStream.range(0, VGG_38_LAYERS)
            .mapToObj(
                i ->
                    new LayerGradient(
                        "block_%d_%d_conv_0".formatted(i / 13, i % 13),
                        Math.pow(10, i / 3.0 - 15) / step,
                        i,
                        i / 7.0,
                        1.0 / (i + 1),
                        1e-3,
                        9216))
            .toList();
    return new RunEvent.GradientsSampled(
        new GradientFlow((int) step / 10, step, step % 10 == 0, layers, List.of()));
  }
}
