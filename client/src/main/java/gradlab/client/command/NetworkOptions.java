package gradlab.client.command;

import gradlab.v1.NetworkConfig;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network. What is not given is left to the server, which also checks what is given. */
final class NetworkOptions {
  @Parameters(
      paramLabel = "NETWORK",
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
      description = "plain, bn, residual, bn_residual or dense.")
  private String block = "";

  @Option(
      names = "--deep-supervision",
      description = "A companion classifier after each stage but the last.")
  private boolean deepSupervision;

  NetworkConfig config() {
    var config =
        NetworkConfig.newBuilder()
            .setNetwork(network)
            .setBlock(block)
            .setDeepSupervision(deepSupervision);
    Given.ifGiven(stages, config::setStages);
    Given.ifGiven(blocksPerStage, config::setBlocksPerStage);
    Given.ifGiven(filters, config::setFilters);
    return config.build();
  }
}
