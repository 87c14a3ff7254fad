package gradlab.bench.worker;

import gradlab.bench.BenchNetwork;
import gradlab.bench.child.Feeding;
import gradlab.bench.child.Fields;
import gradlab.bench.child.Mode;
import gradlab.bench.child.StepsDone;
import gradlab.compute.PathChoice;
import gradlab.dataset.DatasetLocation;
import gradlab.dataset.DatasetLocation.Source;
import gradlab.domain.TrainingConfig;
import gradlab.model.Networks;
import gradlab.training.TrainedNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/** One network with its batches, made as the trainer makes it. One thread. */
final class NetworkUnderTest {
  /** Fewer steps give no median worth the name, however slow they are. */
  private static final int FEWEST_STEPS = 3;

  private final TrainedNetwork network;
  private final ReadyBatch ready;
  private final RealData real;

  private NetworkUnderTest(TrainedNetwork network, ReadyBatch ready, RealData real) {
    this.network = network;
    this.ready = ready;
    this.real = real;
  }

  /**
   * @param question network, block, path, batch, data_source, data_dir
   * @throws IllegalArgumentException if there is no such network or path
   */
  static NetworkUnderTest open(Fields question) {
    int batch = question.integer("batch");
    var config = BenchNetwork.of(question.text("network"), question.text("block")).config();
    var network = new TrainedNetwork(Networks.build(config, TrainingConfig.COURSE));
    network.layer().choose(PathChoice.valueOf(question.text("path").toUpperCase(Locale.ROOT)));
    network.setPosition(0, 0);
    var source = Source.of(question.text("data_source"));
    var location =
        source == Source.SAMPLE
            ? DatasetLocation.sample()
            : DatasetLocation.in(source, Path.of(question.text("data_dir")));
    return new NetworkUnderTest(
        network, ReadyBatch.random(batch, config.classes()), new RealData(location, batch));
  }

  /** The name of the path that calculates; not the chosen one where that cannot. */
  String path() {
    return network.layer().path().name();
  }

  /** One training step on the ready batch. */
  void train() {
    network.train(ready.images(), ready.labels());
  }

  TrainedNetwork network() {
    return network;
  }

  /**
   * Times steps until there are enough of them or the limit is reached.
   *
   * @param warmup steps before, which do not count
   */
  StepsDone steps(Mode mode, Feeding feeding, int warmup, int steps, Duration limit)
      throws InterruptedException {
    try (var feed = feed(mode, feeding)) {
      for (int i = 0; i < warmup; i++) {
        step(mode, feed);
      }
      var times = new ArrayList<Long>();
      long waited = feed.waitNanos();
      long cpu = feed.cpuNanos();
      var heap = HeapAllocation.now();
      long started = System.nanoTime();
      while (times.size() < steps
          && (times.size() < FEWEST_STEPS || System.nanoTime() - started < limit.toNanos())) {
        long begun = System.nanoTime();
        step(mode, feed);
        times.add(System.nanoTime() - begun);
      }
      return new StepsDone(
          times.stream().mapToLong(Long::longValue).toArray(),
          feed.waitNanos() - waited,
          feed.cpuNanos() - cpu,
          heap.bytesSince(),
          ProcFiles.residentKib(),
          ProcFiles.peakKib());
    }
  }

  private Feed feed(Mode mode, Feeding feeding) {
    return switch (feeding) {
      case READY -> ready;
      case REAL -> real.open(mode);
    };
  }

  private void step(Mode mode, Feed feed) throws InterruptedException {
    var batch = feed.next();
    switch (mode) {
      case TRAIN -> network.train(batch.images(), batch.labels());
      case EVALUATE -> network.evaluate(batch.images(), batch.labels());
    }
  }
}
