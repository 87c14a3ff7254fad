package gradlab.exchange;

import gradlab.domain.RunEvent.EpochMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of a run as curves over its epochs, for tools that know nothing but curves. */
public final class Scalars {
  private Scalars() {}

  /**
   * @param step the epoch, 0-based: of imported runs nothing else is known
   */
  public record Point(Instant time, int step, double value) {}

  /** By name, in the order of the names: train_loss, ..., gradient_mean_abs/LAYER. */
  public static Map<String, List<Point>> of(RunResults results) {
    var curves = new LinkedHashMap<String, List<Point>>();
    var ends = new HashMap<Integer, Instant>();
    List<Instant> epochEnds = results.epochEnds();
    for (int i = 0; i < results.epochs().size(); i++) {
      EpochMetrics e = results.epochs().get(i);
      Instant end = epochEnds.get(i);
      ends.put(e.epoch(), end);
      add(curves, "train_loss", end, e.epoch(), e.trainLoss());
      add(curves, "train_acc", end, e.epoch(), e.trainAcc());
      add(curves, "val_loss", end, e.epoch(), e.valLoss());
      add(curves, "val_acc", end, e.epoch(), e.valAcc());
      if (!e.isImported()) {
        add(curves, "learning_rate", end, e.epoch(), e.learningRate());
        add(curves, "images_per_second", end, e.epoch(), e.imagesPerSecond());
      }
    }
    for (RunResults.Flow flow : results.flows()) {
      Instant end = ends.getOrDefault(flow.epoch(), results.lastEnd());
      flow.gradientRatio()
          .ifPresent(ratio -> add(curves, "gradient_ratio", end, flow.epoch(), ratio));
      for (int i = 0; i < flow.layers().size(); i++) {
        String name = "gradient_mean_abs/" + flow.layers().get(i);
        add(curves, name, end, flow.epoch(), flow.meanAbs().get(i));
      }
    }
    results
        .run()
        .test()
        .ifPresent(
            test -> {
              add(curves, "test_loss", results.lastEnd(), test.epoch(), test.testLoss());
              add(curves, "test_acc", results.lastEnd(), test.epoch(), test.testAcc());
            });
    return curves;
  }

  private static void add(
      Map<String, List<Point>> curves, String name, Instant time, int step, double value) {
    curves.computeIfAbsent(name, n -> new ArrayList<>()).add(new Point(time, step, value));
  }
}
