package gradlab.worker;

import gradlab.domain.Provenance;
import gradlab.domain.Version;
import gradlab.training.TrainingFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What made a result: losses are bit-equal only on the same processor, thread count and library.
 */
final class MachineFacts {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineFacts() {}

  static Provenance provenance(TrainingFacts facts) {
    return new Provenance(
        Version.CURRENT,
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        cpuModel().orElse("unknown"),
        threads(),
        facts.backend(),
        facts.computePath(),
        facts.dl4jVersion(),
        facts.datasetSource(),
        facts.datasetSha256(),
        facts.trainImages(),
        facts.valImages(),
        facts.parameters(),
        ProcessHandle.current().pid(),
        Optional.of(facts.classPrior()));
  }

  /** The server sets OMP_NUM_THREADS; without it OpenMP takes every processor. */
  private static int threads() {
    String omp = System.getenv("OMP_NUM_THREADS");
    return omp == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(omp);
  }

  private static Optional<String> cpuModel() {
    if (!Files.isReadable(CPU_INFO)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // a fact for the record only
    }
  }
}
