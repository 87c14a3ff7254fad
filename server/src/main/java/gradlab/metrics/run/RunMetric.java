package gradlab.metrics.run;

import static gradlab.metrics.run.RunMetric.Kind.COUNTER;
import static gradlab.metrics.run.RunMetric.Kind.GAUGE;

/**
 * What is exported of each run, beside its step times. Prometheus sees the name with underscores,
 * then the unit, and `_total` on a counter.
 */
enum RunMetric {
  INFO("gradlab.run.info", GAUGE, "", "What the run was started with; joined by run"),
  STATE("gradlab.run.state", GAUGE, "", "1 for the state the run is in, 0 for the others"),
  DIAGNOSIS("gradlab.run.diagnosis", GAUGE, "", "1 for the run's verdict, 0 for the others"),
  LOSS("gradlab.run.loss", GAUGE, "", "Loss of the last finished epoch; test: of the evaluation"),
  ACCURACY(
      "gradlab.run.accuracy",
      GAUGE,
      "ratio",
      "Accuracy of the last finished epoch; test: of the evaluation"),
  STEP_LOSS(
      "gradlab.run.step.loss", GAUGE, "", "Training loss, mean over the newest recorded steps"),
  STEP_ACCURACY(
      "gradlab.run.step.accuracy",
      GAUGE,
      "ratio",
      "Training accuracy, mean over the newest recorded steps"),
  BEST_ACCURACY("gradlab.run.best.val.accuracy", GAUGE, "ratio", "Best validation accuracy so far"),
  BEST_EPOCH("gradlab.run.best.epoch", GAUGE, "", "Epoch of the best validation accuracy, from 0"),
  PRIOR_LOSS(
      "gradlab.run.class.prior.loss",
      GAUGE,
      "",
      "Loss of always answering with the class frequencies"),
  LEARNING_RATE(
      "gradlab.run.learning.rate", GAUGE, "", "Learning rate of the newest recorded step"),
  EPOCH("gradlab.run.epoch", GAUGE, "", "Epoch of the newest recorded step, from 0"),
  EPOCHS_PLANNED("gradlab.run.epochs.planned", GAUGE, "", "Epochs after which the run ends"),
  STEP("gradlab.run.step", GAUGE, "", "Steps that the run has come to; goes back with a rewind"),
  STEPS_PLANNED("gradlab.run.steps.planned", GAUGE, "", "Steps after which the run ends"),
  STEPS("gradlab.run.steps", COUNTER, "", "Steps trained, also those trained again after a rewind"),
  IMAGES("gradlab.run.images", COUNTER, "", "Images trained on, also those of steps trained again"),
  LAST_STEP_TIME(
      "gradlab.run.last.step.timestamp",
      GAUGE,
      "seconds",
      "When the newest step was recorded, in Unix time"),
  LAYER_MEAN_ABS(
      "gradlab.run.layer.gradient.mean.abs",
      GAUGE,
      "",
      "Mean |g| of a layer's weights at the newest sample"),
  LAYER_L2(
      "gradlab.run.layer.gradient.l2.norm",
      GAUGE,
      "",
      "L2 norm of the gradient of a layer's weights"),
  LAYER_MAX_ABS("gradlab.run.layer.gradient.max.abs", GAUGE, "", "Max |g| of a layer's weights"),
  LAYER_ZERO(
      "gradlab.run.layer.gradient.zero",
      GAUGE,
      "ratio",
      "Share of exact zeros in the gradient of a layer's weights"),
  LAYER_UPDATE(
      "gradlab.run.layer.update",
      GAUGE,
      "ratio",
      "L2 norm of the update of a layer's weights over that of the weights"),
  GRADIENT_STEP(
      "gradlab.run.gradient.sample.step", GAUGE, "", "Step of the newest gradient sample"),
  GRADIENT_RATIO(
      "gradlab.run.gradient",
      GAUGE,
      "ratio",
      "Mean |g| of the first convolution after the entry over that of the last"),
  DECADES_LOST(
      "gradlab.run.gradient.decades.lost",
      GAUGE,
      "",
      "Powers of ten that the gradient loses from the last convolution to the first"),
  STAGE_DECADES_LOST(
      "gradlab.run.stage.gradient.decades.lost", GAUGE, "", "The same within one stage"),
  LAYERS("gradlab.run.layers", GAUGE, "", "Layers with weights"),
  LAYERS_TRAINED(
      "gradlab.run.layers.trained",
      GAUGE,
      "",
      "Layers with weights whose mean |g| is at least a thousandth of the last convolution's"),
  CHECKPOINT_TIME(
      "gradlab.run.checkpoint.timestamp",
      GAUGE,
      "seconds",
      "When the newest checkpoint was recorded, in Unix time"),
  CHECKPOINT_AGE(
      "gradlab.run.checkpoint.age",
      GAUGE,
      "seconds",
      "While a worker is at work: time since the newest checkpoint, or since the start where there is none"),
  CHECKPOINT_STEP("gradlab.run.checkpoint.step", GAUGE, "", "Steps done in the newest checkpoint"),
  CHECKPOINT_SIZE("gradlab.run.checkpoint.size", GAUGE, "bytes", "Size of the newest checkpoint"),
  RESTARTS(
      "gradlab.run.restarts",
      GAUGE,
      "",
      "Restarts after a crash since somebody last started or resumed the run"),
  DEVICE_TIME("gradlab.run.device", COUNTER, "seconds", "Time on the device"),
  COST("gradlab.run.cost", COUNTER, "", "Cost in the currency of --price-per-hour"),
  LIMIT_USED(
      "gradlab.run.limit.used", GAUGE, "ratio", "Share that is used of a limit of the run's own"),
  NONFINITE("gradlab.nonfinite", COUNTER, "", "Values recorded as NaN or infinite"),
  WORKER_RESIDENT("gradlab.worker.resident.memory", GAUGE, "bytes", "Memory of the worker process"),
  WORKER_HEAP("gradlab.worker.heap.used", GAUGE, "bytes", "Java heap in use in the worker"),
  WORKER_NATIVE(
      "gradlab.worker.native.memory",
      GAUGE,
      "bytes",
      "Memory of the worker outside its JVM's areas: tensors, oneDNN, libraries");

  /** Whether a value only grows. */
  enum Kind {
    GAUGE,
    COUNTER
  }

  final String meter;
  final Kind kind;

  /** Prometheus' suffix; empty: none. */
  final String unit;

  final String description;

  RunMetric(String meter, Kind kind, String unit, String description) {
    this.meter = meter;
    this.kind = kind;
    this.unit = unit;
    this.description = description;
  }
}
