package gradlab.client.command;

import gradlab.v1.NetworkConfig;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network. What is not given is left to the server, which also checks what is given. */
final class NetworkOptions {
  @Parameters(
      paramLabel = "NETWORK",
      arity = "0..1",
      completionCandidates = Choices.Networks.class,
      description = "VGG_08, VGG_38, or any VGG_nn with --stages and --blocks-per-stage.")
  private String network = "";

  @Option(names = "--stages", paramLabel = "N", description = "Stages; each halves the image.")
  private Integer stages;

  @Option(
      names = "--blocks-per-stage",
      paramLabel = "N",
      description = "Blocks in a stage beside its reduction block.")
  private Integer blocksPerStage;

  @Option(names = "--filters", paramLabel = "N", description = "Channels of each convolution.")
  private Integer filters;

  @Option(
      names = "--block",
      paramLabel = "TYPE",
      completionCandidates = Choices.Blocks.class,
      description = "plain, bn, residual, bn_residual, dense or empty.")
  private String block = "";

  @Option(
      names = "--deep-supervision",
      description = "A companion classifier after each stage but the last.")
  private boolean deepSupervision;

  @Option(
      names = "--supervision-weight",
      paramLabel = "W",
      description = "Weight of each companion's loss; with --deep-supervision. Default: 0.3.")
  private Double supervisionWeight;

  @Option(
      names = "--supervision-heads",
      paramLabel = "WHERE",
      completionCandidates = Choices.Heads.class,
      description =
          "stage: companions as above; block: after each block too. With --deep-supervision.")
  private String supervisionHeads = "";

  @Option(
      names = "--kernel",
      paramLabel = "N",
      description = "Width and height of the convolutions: 1, 3, 5 or 7.")
  private Integer kernel;

  @Option(
      names = "--growth",
      paramLabel = "N",
      description = "Channels that each layer of a dense block adds. Default: 8.")
  private Integer growth;

  @Option(
      names = "--activation-slope",
      paramLabel = "SLOPE",
      description = "LeakyReLU's for negative inputs. Default: 0.01.")
  private Double activationSlope;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Of the features in front of a linear layer, zeroed in training. Default: 0.")
  private Double dropout;

  @Option(
      names = "--init-scale",
      paramLabel = "FACTOR",
      description = "On the initial weights: below 1 signals vanish, above 1 they explode.")
  private Double initScale;

  NetworkConfig config() {
    var config =
        NetworkConfig.newBuilder()
            .setNetwork(network)
            .setBlock(block)
            .setSupervisionHeads(supervisionHeads);
    if (deepSupervision) {
      config.setDeepSupervision(true);
    }
    Given.ifGiven(stages, config::setStages);
    Given.ifGiven(blocksPerStage, config::setBlocksPerStage);
    Given.ifGiven(filters, config::setFilters);
    Given.ifGiven(supervisionWeight, config::setSupervisionWeight);
    Given.ifGiven(kernel, config::setKernel);
    Given.ifGiven(growth, config::setGrowth);
    Given.ifGiven(activationSlope, config::setActivationSlope);
    Given.ifGiven(dropout, config::setDropout);
    Given.ifGiven(initScale, config::setInitScale);
    return config.build();
  }
}
