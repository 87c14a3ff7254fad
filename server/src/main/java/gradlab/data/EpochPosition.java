package gradlab.data;

/**
 * A point in a run: with the data and the settings it determines every batch that follows.
 *
 * @param epoch from 0
 * @param batch the first batch to give, from 0
 */
public record EpochPosition(long seed, int epoch, int batch) {
  public EpochPosition {
    if (epoch < 0 || batch < 0) {
      throw new IllegalArgumentException("epoch " + epoch + ", batch " + batch);
    }
  }
}
