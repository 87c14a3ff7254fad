package gradlab.bench.child;

import java.util.Locale;

/** What a step does. */
public enum Mode {
  /** Forward pass, loss, backward pass, Adam. */
  TRAIN,
  /** Forward pass only, batch norm on its running statistics. */
  EVALUATE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Mode of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
