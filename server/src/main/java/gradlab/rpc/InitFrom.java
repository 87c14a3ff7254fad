package gradlab.rpc;

import gradlab.artifacts.ArtifactStore;
import gradlab.domain.FieldViolation;
import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.RunConfig;
import gradlab.network.NetworkDeclaration;
import gradlab.network.NetworkSpec;
import gradlab.store.Origin;
import gradlab.weights.NetworkWeights;
import gradlab.weights.format.BadWeightsException;
import gradlab.weights.format.WeightsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * The uploaded weights that a run is to start from, open and checked. Open means that they are
 * there until it is closed, even where the upload is deleted meanwhile.
 */
final class InitFrom implements AutoCloseable {
  private static final String FIELD = "config.init_from";

  /** All of an error's text must fit the 8 KiB that gRPC's clients allow, three times over. */
  private static final int LONGEST_SENTENCE = 600;

  private static final int MOST_NAMES = 20;

  private final Optional<WeightsFile> file;
  private final Optional<NetworkWeights> weights;

  private InitFrom(Optional<WeightsFile> file, Optional<NetworkWeights> weights) {
    this.file = file;
    this.weights = weights;
  }

  /**
   * @throws InvalidRequest if the upload is not there, is damaged or does not fit the network
   */
  static InitFrom open(RunConfig config, ArtifactStore artifacts) {
    if (config.initFrom().isEmpty()) {
      return new InitFrom(Optional.empty(), Optional.empty());
    }
    var path = artifacts.find(config.initFrom()).orElseThrow(() -> gone(config));
    try {
      var file = WeightsFile.open(path);
      try {
        return checked(file, NetworkDeclaration.of(NetworkSpec.of(config.network())));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (BadWeightsException e) {
      throw refused(List.of("cannot be used: " + e.getMessage()));
    } catch (NoSuchFileException e) {
      throw gone(config);
    } catch (IOException e) {
      throw new UncheckedIOException("an uploaded file cannot be read", e);
    }
  }

  private static InitFrom checked(WeightsFile file, NetworkDeclaration network) throws IOException {
    var misfit = NetworkWeights.misfit(file, network);
    if (!misfit.isNone()) {
      throw refused(misfit.sentences(MOST_NAMES));
    }
    var weights = NetworkWeights.of(file, network);
    weights.checkValues();
    return new InitFrom(Optional.of(file), Optional.of(weights));
  }

  /** What is to go into the run's directory. */
  Origin origin() {
    return weights.<Origin>map(w -> new Origin.Weights(w::write)).orElse(Origin.FRESH);
  }

  private static InvalidRequest gone(RunConfig config) {
    return refused(
        List.of(
            "there is no uploaded file %s...: upload it, again if you have before, since unused files are deleted after a while"
                .formatted(config.initFrom().substring(0, 12))));
  }

  private static InvalidRequest refused(List<String> sentences) {
    return new InvalidRequest(
        sentences.stream().map(s -> new FieldViolation(FIELD, shown(s))).toList());
  }

  private static String shown(String sentence) {
    String clean = sentence.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= LONGEST_SENTENCE
        ? clean
        : ErrorSize.start(clean, LONGEST_SENTENCE - 3) + "...";
  }

  @Override
  public void close() {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an uploaded file cannot be closed", e);
    }
  }
}
