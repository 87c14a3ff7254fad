package gradlab.training;

import java.util.Properties;

/**
 * Where a run stands: with weights, optimiser state and running averages, everything that is needed
 * to go on exactly. The order of the data and its augmentation follow from seed, epoch and
 * position, so there is no generator to save.
 *
 * @param epoch the epoch that the next step belongs to, 0-based
 * @param stepInEpoch steps of it that are done
 * @param step steps done over all epochs
 * @param epochMean the unfinished epoch's batches so far
 * @param windowMean the batches since the last recorded step metrics
 * @param bestEpoch epoch with the highest validation accuracy, the earliest of equals
 * @param bestValAcc 0..1
 */
record Progress(
    int epoch,
    int stepInEpoch,
    long step,
    RunningMean epochMean,
    RunningMean windowMean,
    int bestEpoch,
    double bestValAcc) {

  static final Progress START = new Progress(0, 0, 0, RunningMean.EMPTY, RunningMean.EMPTY, 0, 0);

  Progress afterStep(BatchResult batch) {
    return new Progress(
        epoch,
        stepInEpoch + 1,
        step + 1,
        epochMean.plus(batch),
        windowMean.plus(batch),
        bestEpoch,
        bestValAcc);
  }

  Progress afterMetrics() {
    return new Progress(
        epoch, stepInEpoch, step, epochMean, RunningMean.EMPTY, bestEpoch, bestValAcc);
  }

  /** The course's rule: strictly better than the best so far, which starts at epoch 0 with 0. */
  Progress afterEpoch(double valAcc) {
    boolean better = valAcc > bestValAcc;
    return new Progress(
        epoch + 1,
        0,
        step,
        RunningMean.EMPTY,
        RunningMean.EMPTY,
        better ? epoch : bestEpoch,
        better ? valAcc : bestValAcc);
  }

  /** Doubles as hexadecimal, which is exact. */
  Properties toProperties() {
    var p = new Properties();
    p.setProperty("epoch", Integer.toString(epoch));
    p.setProperty("step_in_epoch", Integer.toString(stepInEpoch));
    p.setProperty("step", Long.toString(step));
    put(p, "epoch_mean", epochMean);
    put(p, "window_mean", windowMean);
    p.setProperty("best_epoch", Integer.toString(bestEpoch));
    p.setProperty("best_val_acc", Double.toHexString(bestValAcc));
    return p;
  }

  /**
   * @throws IllegalArgumentException if a field is missing or is no number
   */
  static Progress of(Properties p) {
    return new Progress(
        Integer.parseInt(field(p, "epoch")),
        Integer.parseInt(field(p, "step_in_epoch")),
        Long.parseLong(field(p, "step")),
        mean(p, "epoch_mean"),
        mean(p, "window_mean"),
        Integer.parseInt(field(p, "best_epoch")),
        Double.parseDouble(field(p, "best_val_acc")));
  }

  private static void put(Properties p, String name, RunningMean mean) {
    p.setProperty(name + ".loss_sum", Double.toHexString(mean.lossSum()));
    p.setProperty(name + ".accuracy_sum", Double.toHexString(mean.accuracySum()));
    p.setProperty(name + ".batches", Integer.toString(mean.batches()));
  }

  private static RunningMean mean(Properties p, String name) {
    return new RunningMean(
        Double.parseDouble(field(p, name + ".loss_sum")),
        Double.parseDouble(field(p, name + ".accuracy_sum")),
        Integer.parseInt(field(p, name + ".batches")));
  }

  private static String field(Properties p, String name) {
    String value = p.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("the checkpoint has no field " + name);
    }
    return value;
  }
}
