package gradlab.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * Companion classifiers, whose losses are added to the main head's.
 *
 * @param weight of each companion's loss, above 0
 * @param heads which outputs have a companion
 */
public record DeepSupervision(double weight, Heads heads) {
  /** The weight where none is given. */
  public static final double WEIGHT = 0.3;

  /** What a user gets who only asks for deep supervision. */
  public static final DeepSupervision DEFAULT = new DeepSupervision(WEIGHT, Heads.STAGE);

  /** Which outputs have a companion. */
  public enum Heads {
    /** Each reduction block's but the last. */
    STAGE("stage"),
    /** Each processing block's as well. */
    BLOCK("block");

    private final String word;

    Heads(String word) {
      this.word = word;
    }

    /** The word users type. */
    public String word() {
      return word;
    }

    /** Empty if there is no such word. */
    public static Optional<Heads> named(String word) {
      return Arrays.stream(values()).filter(h -> h.word.equals(word)).findFirst();
    }

    /**
     * @throws IllegalArgumentException if there is no such word
     */
    public static Heads of(String word) {
      return named(word)
          .orElseThrow(
              () -> new IllegalArgumentException("'" + word + "' is neither stage nor block"));
    }
  }
}
