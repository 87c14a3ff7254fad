package gradlab.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Asynchronous successive halving (ASHA, Li et al. 2020): every trial trains {@code minEpochs}; the
 * best of each {@code reductionFactor} go on to so many times the epochs, and so on.
 *
 * @param maxEpochs of a trial that is promoted all the way
 */
public record Halving(int minEpochs, int maxEpochs, int reductionFactor) {

  /** The epochs of each rung: min, min x factor, ..., max last, also where it is no such power. */
  public List<Integer> rungs() {
    var rungs = new ArrayList<Integer>();
    for (long epochs = minEpochs; epochs < maxEpochs; epochs *= reductionFactor) {
      rungs.add((int) epochs);
    }
    rungs.add(maxEpochs);
    return List.copyOf(rungs);
  }
}
