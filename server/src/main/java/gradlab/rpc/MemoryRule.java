package gradlab.rpc;

import gradlab.domain.RunConfig;
import gradlab.network.MemoryEstimate;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;

/** A run must fit in the memory that one worker has of this machine. */
final class MemoryRule {
  private static final String FIELD = "config.training.batch_size";
  private static final double GB = 1e9;

  private MemoryRule() {}

  /**
   * @param workerBytes 0: not known, nothing is refused
   * @throws gradlab.domain.GradlabException.InvalidRequest with the estimate, and what would fit
   */
  static void check(RunConfig config, long workerBytes) {
    var estimate = MemoryEstimate.of(NetworkDeclaration.of(NetworkSpec.of(config.network())));
    int batch = config.training().batchSize();
    if (workerBytes == 0 || estimate.bytes(batch) <= workerBytes) {
      return;
    }
    var violations = new Violations();
    long fits = estimate.largestBatch(workerBytes);
    violations.add(
        FIELD,
        "is %d, for which this network needs about %.1f GB of memory; a worker of this server has %.1f GB%s"
            .formatted(
                batch,
                estimate.bytes(batch) / GB,
                workerBytes / GB,
                fits > 0 ? ", enough for a batch of about " + fits : ": use a smaller network"));
    violations.throwIfAny();
  }
}
