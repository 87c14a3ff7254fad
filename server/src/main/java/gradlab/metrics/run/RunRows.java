package gradlab.metrics.run;

import gradlab.diagnosis.Verdict;
import gradlab.domain.GroupId;
import gradlab.domain.Provenance;
import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.EpochMetrics;
import gradlab.domain.RunEvent.StepMetrics;
import gradlab.domain.RunState;
import gradlab.store.RunView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What of a run's figures is shown: one row a series. */
final class RunRows {
  /** The tag that puts a run of no group beside others. */
  static final String SEED_GROUP = "seed_group";

  private final List<Series> rows = new ArrayList<>();

  private RunRows() {}

  static List<Series> of(RunFigures figures) {
    var all = new RunRows();
    all.identity(figures.view());
    all.verdict(figures.verdict());
    all.results(figures.view());
    all.progress(figures);
    for (var measure : NonFinite.Measure.values()) {
      all.add(RunMetric.NONFINITE, figures.nonFinite().of(measure), "measure", measure.label());
    }
    figures.newestFlow().ifPresent(flow -> all.rows.addAll(LayerRows.of(flow)));
    all.rows.addAll(UseRows.of(figures));
    return List.copyOf(all.rows);
  }

  private void identity(RunView view) {
    RunConfig config = view.config();
    add(
        RunMetric.INFO,
        1,
        "name",
        config.name(),
        "network",
        config.network().network(),
        "block",
        config.network().block(),
        "seed",
        Long.toString(config.training().seed()),
        "seed_group",
        seedGroup(config),
        "epochs",
        Integer.toString(config.training().epochs()),
        "batch_size",
        Integer.toString(config.training().batchSize()),
        "learning_rate",
        Double.toString(config.training().learningRate()),
        "optimizer",
        word(config.training().optimizer()),
        "schedule",
        word(config.training().schedule()),
        "weight_decay",
        Double.toString(config.training().weightDecay()),
        "deep_supervision",
        Boolean.toString(config.network().deepSupervision().isPresent()),
        "parent",
        view.fork().map(f -> f.parent().value()).orElse(""));
    for (RunState state : RunState.values()) {
      add(
          RunMetric.STATE,
          state == view.state() ? 1 : 0,
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    add(RunMetric.RESTARTS, view.restarts());
  }

  private static String seedGroup(RunConfig config) {
    return config.group().map(GroupId::value).orElse(config.tags().getOrDefault(SEED_GROUP, ""));
  }

  /** Optimizers and schedules are named by their records. */
  private static String word(Object kind) {
    return kind.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private void verdict(Verdict verdict) {
    for (Verdict each : Verdict.values()) {
      add(RunMetric.DIAGNOSIS, each == verdict ? 1 : 0, "verdict", each.word());
    }
  }

  private void results(RunView view) {
    view.lastEpoch()
        .ifPresent(
            m -> {
              add(RunMetric.LOSS, m.trainLoss(), "split", "train");
              add(RunMetric.LOSS, m.valLoss(), "split", "val");
              add(RunMetric.ACCURACY, m.trainAcc(), "split", "train");
              add(RunMetric.ACCURACY, m.valAcc(), "split", "val");
              add(RunMetric.BEST_ACCURACY, m.bestValAcc());
              add(RunMetric.BEST_EPOCH, m.bestEpoch());
            });
    view.lastStep()
        .ifPresent(
            m -> {
              add(RunMetric.STEP_LOSS, m.trainLoss());
              add(RunMetric.STEP_ACCURACY, m.trainAcc());
            });
    view.test()
        .ifPresent(
            t -> {
              add(RunMetric.LOSS, t.testLoss(), "split", "test");
              add(RunMetric.ACCURACY, t.testAcc(), "split", "test");
            });
    view.provenance()
        .flatMap(Provenance::classPrior)
        .ifPresent(
            prior -> {
              add(RunMetric.PRIOR_LOSS, prior.trainLoss(), "split", "train");
              add(RunMetric.PRIOR_LOSS, prior.valLoss(), "split", "val");
            });
  }

  private void progress(RunFigures figures) {
    RunView view = figures.view();
    TrainedSteps trained = figures.trained();
    add(RunMetric.STEPS, trained.steps());
    add(RunMetric.IMAGES, trained.images());
    add(RunMetric.EPOCHS_PLANNED, view.config().training().epochs());
    long planned = trained.planned(view.config().training());
    if (planned > 0) {
      add(RunMetric.STEPS_PLANNED, planned);
    }
    figures.stepTime().ifPresent(t -> add(RunMetric.LAST_STEP_TIME, seconds(t)));
    newest(view.lastStep(), view.lastEpoch());
  }

  /** An epoch's last step may have no step metrics of its own. */
  private void newest(
      java.util.Optional<StepMetrics> step, java.util.Optional<EpochMetrics> epoch) {
    long ofStep = step.map(StepMetrics::step).orElse(-1L);
    long ofEpoch = epoch.map(EpochMetrics::step).orElse(-1L);
    if (ofStep >= ofEpoch && step.isPresent()) {
      add(RunMetric.STEP, ofStep);
      add(RunMetric.EPOCH, step.get().epoch());
      add(RunMetric.LEARNING_RATE, step.get().learningRate());
    } else if (epoch.isPresent()) {
      add(RunMetric.STEP, ofEpoch);
      add(RunMetric.EPOCH, epoch.get().epoch());
      add(RunMetric.LEARNING_RATE, epoch.get().learningRate());
    }
  }

  static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  private void add(RunMetric metric, double value, String... labels) {
    rows.add(Series.of(metric, value, labels));
  }
}
