package gradlab.rpc;

import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.NetworkConfig;
import gradlab.exchange.course.LayerNames;
import gradlab.network.blocks.BlockTypes;
import java.util.List;

/** Which network imported results are of: what the user says, checked against the layers' names. */
final class ImportedNetwork {
  private ImportedNetwork() {}

  /**
   * @param network empty: not said
   * @param block empty: not said
   * @param layers of the gradient flow; none where there is none
   * @throws InvalidRequest where they do not agree, or one is not known
   */
  static NetworkConfig of(String network, String block, List<String> layers) {
    LayerNames named = LayerNames.recognise(layers);
    LayerNames said = network.isEmpty() ? LayerNames.UNKNOWN : asked(network, named);
    var violations = new Violations();
    if (!block.isEmpty() && !BlockTypes.names().contains(block)) {
      violations.unknown("block", block, BlockTypes.names());
      violations.throwIfAny();
    }
    if (named.stages() > 0 && said.stages() > 0 && !said.network().equals(named.network())) {
      violations.add(
          "network",
          "is %s, but the %d layers of the gradient flow are those of %s"
              .formatted(network, layers.size(), named.network()));
      violations.throwIfAny();
    }
    LayerNames known = said.stages() > 0 ? said : named;
    if (!block.isEmpty() && !layers.isEmpty()) {
      checkBlock(block, known, layers, violations);
      violations.throwIfAny();
    }
    return NetworkConfig.imported(
        known.network(),
        block.isEmpty() ? named.block() : block,
        known.stages(),
        known.blocksPerStage());
  }

  /** Three stages where the layers do not say otherwise, as the course has them. */
  private static LayerNames asked(String network, LayerNames named) {
    var request = gradlab.v1.NetworkConfig.newBuilder().setNetwork(network);
    if (named.network().equals(network)) {
      request.setStages(named.stages());
    }
    var violations = new Violations();
    NetworkConfig checked = new NetworkRules(request.build(), violations).check();
    try {
      violations.throwIfAny();
    } catch (InvalidRequest e) {
      throw Imports.renamed(e);
    }
    return new LayerNames(network, "", checked.stages(), checked.blocksPerStage());
  }

  private static void checkBlock(
      String block, LayerNames known, List<String> layers, Violations violations) {
    if (known.stages() == 0) {
      violations.add(
          "block",
          "is %s, but the layers of the gradient flow are those of no network here: leave it out"
              .formatted(block));
      return;
    }
    var expected = LayerNames.layersOf(block, known.stages(), known.blocksPerStage());
    if (!expected.equals(layers)) {
      var missing = expected.stream().filter(l -> !layers.contains(l)).findFirst();
      var unknown = layers.stream().filter(l -> !expected.contains(l)).findFirst();
      violations.add(
          "block",
          "is %s, but the gradient flow is not that of %s %s: %s"
              .formatted(
                  block,
                  known.network(),
                  block,
                  missing
                      .map(l -> "it has no layer " + l)
                      .or(() -> unknown.map(l -> "it has a layer " + NetworkRules.shown(l)))
                      .orElse("its layers are in another order")));
    }
  }
}
