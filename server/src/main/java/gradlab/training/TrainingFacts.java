package gradlab.training;

import gradlab.domain.ClassPrior;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

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
    ClassPrior classPrior,
    long fromStep) {
  private static final String DL4J_PROPERTIES =
      "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

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
        data.classPrior(),
        fromStep);
  }

  private static String versionOfDl4j() {
    var properties = new Properties();
    try (var in = ComputationGraph.class.getResourceAsStream(DL4J_PROPERTIES)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
