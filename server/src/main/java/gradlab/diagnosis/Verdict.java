package gradlab.diagnosis;

/**
 * What is wrong with a run, or that nothing is. In the order of causes: a network that explodes or
 * has died also answers the same to every image, so the first that is found is the run's verdict.
 */
public enum Verdict {
  /** A loss, gradient or activation is infinite or not a number. */
  NOT_A_NUMBER("nan"),
  /** Gradients or activations are absurdly large, by their absolute size. */
  EXPLODING("exploding"),
  /** A layer's channels are positive for no image, and the slope lets nothing through. */
  DEAD_LAYERS("dead_layers"),
  /** The gradient does not reach the first layers. */
  VANISHING("vanishing"),
  /** The network says the same of every image. */
  INPUT_INDEPENDENT("input_independent"),
  /** The loss stays at that of the class frequencies. */
  CLASS_PRIOR("class_prior"),
  /** The network learns its training images by heart. */
  OVERFITTING("overfitting"),
  HEALTHY("healthy"),
  /** Nothing is measured yet. */
  UNKNOWN("unknown");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word that scripts rely on. */
  public String word() {
    return word;
  }
}
