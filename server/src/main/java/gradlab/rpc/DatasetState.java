package gradlab.rpc;

import gradlab.v1.DatasetInfo;

/**
 * Where the data set stands.
 *
 * @param source data-dir, environment, cache or sample; empty where none could be found
 * @param directory empty for the bundled sample
 * @param trainImages images in the train file, the validation images among them
 * @param trainList images one can train on
 * @param message for people
 */
public record DatasetState(
    String source,
    String directory,
    int trainImages,
    int trainList,
    int testImages,
    boolean sample,
    String message) {

  DatasetInfo toMessage() {
    return DatasetInfo.newBuilder()
        .setSource(source)
        .setDirectory(directory)
        .setTrainImages(trainImages)
        .setTestImages(testImages)
        .setSample(sample)
        .setMessage(message)
        .build();
  }
}
