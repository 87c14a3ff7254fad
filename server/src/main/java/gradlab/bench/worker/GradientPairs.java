package gradlab.bench.worker;

import gradlab.bench.child.Fields;

/** Steps with and without gradient statistics, in turns, and the process's CPU time of each. */
final class GradientPairs {
  private final NetworkUnderTest network;

  GradientPairs(NetworkUnderTest network) {
    this.network = network;
  }

  /** Which of a pair comes first changes from pair to pair, so that a drift hits both alike. */
  Fields run(int pairs, int warmup) {
    for (int i = 0; i < warmup; i++) {
      cpuOf(true);
      cpuOf(false);
    }
    var with = new long[pairs];
    var without = new long[pairs];
    for (int i = 0; i < pairs; i++) {
      if (i % 2 == 0) {
        with[i] = cpuOf(true);
        without[i] = cpuOf(false);
      } else {
        without[i] = cpuOf(false);
        with[i] = cpuOf(true);
      }
    }
    return Fields.NONE.with("with_ns", with).with("without_ns", without);
  }

  private long cpuOf(boolean sampled) {
    var gradients = network.network().gradients();
    long before = ProcFiles.cpuNanos();
    if (sampled) {
      gradients.arm();
    }
    network.train();
    if (sampled && gradients.sampled().isEmpty()) {
      throw new IllegalStateException("the step's gradients were not recorded");
    }
    return ProcFiles.cpuNanos() - before;
  }
}
