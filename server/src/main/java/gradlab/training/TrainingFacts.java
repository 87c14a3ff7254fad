package gradlab.training;

/**
 * What a trainer works with.
 *
 * @param computePath nd4j or onednn
 * @param parameters number of trained parameters
 * @param fromStep steps done before this attempt
 */
public record TrainingFacts(
    String computePath,
    String datasetSource,
    String datasetSha256,
    int trainImages,
    int valImages,
    long parameters,
    long fromStep) {

  static TrainingFacts of(TrainingData data, TrainedNetwork network, long fromStep) {
    return new TrainingFacts(
        network.layer().path().name(),
        data.location().source().id(),
        data.images().sha256(),
        data.train().length,
        data.val().length,
        network.layer().declaration().parameterCount(),
        fromStep);
  }
}
