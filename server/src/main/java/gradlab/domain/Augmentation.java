package gradlab.domain;

/**
 * What is done to a training image.
 *
 * @param crop 4 black pixels on each side, then a random 32x32 window of the 40x40
 * @param flip left and right exchanged, with probability 1/2
 */
public record Augmentation(boolean crop, boolean flip) {
  /** The course's setting. */
  public static final Augmentation COURSE = new Augmentation(true, true);

  public static final Augmentation NONE = new Augmentation(false, false);
}
