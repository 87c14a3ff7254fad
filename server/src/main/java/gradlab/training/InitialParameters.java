package gradlab.training;

import gradlab.domain.RunConfig;
import gradlab.domain.RunEvent.Noted;
import gradlab.network.Parameter;
import gradlab.weights.NetworkWeights;
import gradlab.weights.format.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** The weights that a run was told to start from. */
final class InitialParameters {
  private InitialParameters() {}

  /**
   * Puts the weights in the run's directory into a fresh network; does nothing where the run starts
   * with fresh ones.
   *
   * @return what is worth knowing about them
   * @throws IOException if they are missing or damaged; the message names the file
   */
  static Optional<Noted> load(RunConfig run, Path runDirectory, TrainedNetwork network)
      throws IOException {
    if (run.initFrom().isEmpty()) {
      return Optional.empty();
    }
    Path path = runDirectory.resolve(RunConfig.INITIAL_WEIGHTS);
    var layer = network.layer();
    try (var file = WeightsFile.open(path)) {
      var weights = NetworkWeights.of(file, layer.declaration());
      for (var p : weights.present()) {
        layer.setParam(p.name(), Nd4j.createFromArray(weights.values(p)).reshape(p.shape()));
      }
      return Optional.of(new Noted(false, words(run, weights)));
    } catch (IOException e) {
      throw new IOException(
          "the initial weights " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String words(RunConfig run, NetworkWeights weights) {
    String started =
        "started from the weights %s: %d tensors"
            .formatted(run.initFrom().substring(0, 12), weights.present().size());
    var absent = weights.absent().stream().map(Parameter::name).toList();
    return absent.isEmpty()
        ? started
        : "%s; running means start at 0 and running variances at 1 for want of values: %s"
            .formatted(started, String.join(", ", absent));
  }
}
