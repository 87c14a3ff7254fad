package gradlab.domain;

import java.util.List;

/** Which optimiser, with the settings that only it has. */
public sealed interface OptimizerConfig {
  /** What users call them, the default first. */
  List<String> NAMES = List.of(Adam.NAME, Sgd.NAME);

  String name();

  /**
   * Adam in PyTorch's form.
   *
   * @param epsilon added after the bias correction
   */
  record Adam(double epsilon) implements OptimizerConfig {
    public static final String NAME = "adam";

    /** The course's. */
    public static final Adam COURSE = new Adam(1e-8);

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * Stochastic gradient descent in PyTorch's form: without dampening and without Nesterov's step.
   *
   * @param momentum 0 up to but not including 1
   */
  record Sgd(double momentum) implements OptimizerConfig {
    public static final String NAME = "sgd";
    public static final Sgd DEFAULT = new Sgd(0.9);

    @Override
    public String name() {
      return NAME;
    }
  }
}
