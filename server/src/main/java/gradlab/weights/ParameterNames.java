package gradlab.weights;

import gradlab.weights.format.BadWeightsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names a PyTorch state has and ours: the same but for what containers add to them. The
 * course's networks keep their parts in ModuleDicts called layer_dict, its ExperimentBuilder keeps
 * the network as model, and DataParallel as module.
 */
final class ParameterNames {
  private static final String DICTIONARY = "layer_dict";
  private static final Set<String> WRAPPERS = Set.of("model", "module");

  /** A counter of batch norm's that nothing here uses. */
  private static final String IGNORED = ".num_batches_tracked";

  private ParameterNames() {}

  /** model.layer_dict.block_0_0.layer_dict.conv_0.weight becomes block_0_0.conv_0.weight. */
  static String ours(String name) {
    List<String> parts = new ArrayList<>(List.of(name.split("\\.", -1)));
    while (parts.size() > 1 && WRAPPERS.contains(parts.get(0))) {
      parts.remove(0);
    }
    parts.removeIf(DICTIONARY::equals);
    return String.join(".", parts);
  }

  /**
   * Their names by ours, without those that are ignored.
   *
   * @throws BadWeightsException if two of them are the same
   */
  static Map<String, String> byOurs(Collection<String> names) throws BadWeightsException {
    var byOurs = new LinkedHashMap<String, String>();
    for (String name : names) {
      String ours = ours(name);
      if (ours.endsWith(IGNORED)) {
        continue;
      }
      String other = byOurs.put(ours, name);
      if (other != null) {
        throw new BadWeightsException("'%s' and '%s' are the same tensor".formatted(other, name));
      }
    }
    return byOurs;
  }
}
