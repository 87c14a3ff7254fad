package gradlab.bench.child;

import java.util.Locale;

/** Where a step's batch comes from. */
public enum Feeding {
  /** One random batch that is there already. */
  READY,
  /** CIFAR-100, prefetched by a thread, augmented for training. */
  REAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Feeding of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
