package gradlab.domain;

import java.util.Optional;

/**
 * Facts recorded when an attempt starts, so that a result can be traced to what made it: losses are
 * bit-equal only on the same processor, thread count and library.
 *
 * @param classPrior what the network must do better than; empty in logs of before it was recorded
 */
public record Provenance(
    String gradlabVersion,
    String javaVersion,
    String operatingSystem,
    String architecture,
    String cpuModel,
    int threads,
    String backend,
    String computePath,
    String dl4jVersion,
    String datasetSource,
    String datasetSha256,
    int trainImages,
    int valImages,
    long parameters,
    long workerPid,
    Optional<ClassPrior> classPrior) {}
