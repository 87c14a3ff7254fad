package gradlab.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * How tensors differ from what a network needs.
 *
 * @param missing names
 * @param unexpected names
 * @param misshaped sentences: which tensor, its shape and the right one
 */
public record Misfit(List<String> missing, List<String> unexpected, List<String> misshaped) {
  public Misfit {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    misshaped = List.copyOf(misshaped);
  }

  public boolean isNone() {
    return missing.isEmpty() && unexpected.isEmpty() && misshaped.isEmpty();
  }

  /**
   * A sentence for each of the three kinds that occur.
   *
   * @param most tensors named in each; the rest are counted
   */
  public List<String> sentences(int most) {
    var sentences = new ArrayList<String>();
    add(sentences, "missing", missing, most);
    add(sentences, "not of this network", unexpected, most);
    add(sentences, "of another shape", misshaped, most);
    return sentences;
  }

  private static void add(List<String> sentences, String kind, List<String> names, int most) {
    if (!names.isEmpty()) {
      int more = names.size() - most;
      sentences.add(
          "%d %s %s: %s%s"
              .formatted(
                  names.size(),
                  names.size() == 1 ? "tensor is" : "tensors are",
                  kind,
                  String.join(", ", names.subList(0, Math.min(most, names.size()))),
                  more > 0 ? " and %d more".formatted(more) : ""));
    }
  }
}
