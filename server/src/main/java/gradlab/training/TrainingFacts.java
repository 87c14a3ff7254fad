package gradlab.training;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.versioncheck.VersionCheck;
import org.nd4j.versioncheck.VersionInfo;

/**
 * What a trainer works with.
 *
 * @param backend cpu or cuda
 * @param computePath nd4j or onednn
 * @param parameters number of trained parameters
 * @param fromStep steps done before this attempt
 */
public record TrainingFacts(
    String backend,
    String computePath,
    String dl4jVersion,
    String datasetSource,
    String datasetSha256,
    int trainImages,
    int valImages,
    long parameters,
    long fromStep) {

  static TrainingFacts of(TrainingData data, TrainedNetwork network, long fromStep) {
    return new TrainingFacts(
        Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu") ? "cpu" : "cuda",
        network.layer().path().name(),
        versionOfDl4j(),
        data.location().source().id(),
        data.images().sha256(),
        data.train().length,
        data.val().length,
        network.layer().declaration().parameterCount(),
        fromStep);
  }

  private static String versionOfDl4j() {
    return VersionCheck.getVersionInfos().stream()
        .filter(v -> v.getArtifactId().equals("deeplearning4j-nn"))
        .map(VersionInfo::getBuildVersion)
        .findFirst()
        .orElse("unknown");
  }
}
