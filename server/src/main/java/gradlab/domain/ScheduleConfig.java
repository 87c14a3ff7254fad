package gradlab.domain;

import java.util.List;

/** How the learning rate changes from epoch to epoch; it is constant within one. */
public sealed interface ScheduleConfig {
  /** What users call them, the default first. */
  List<String> NAMES = List.of(Cosine.NAME, Constant.NAME, Step.NAME);

  String name();

  /**
   * Half a cosine from the learning rate down to a floor, which it keeps.
   *
   * @param minLearningRate the floor
   * @param epochs its length
   */
  record Cosine(double minLearningRate, int epochs) implements ScheduleConfig {
    public static final String NAME = "cosine";

    /** The course's. */
    public static final Cosine COURSE = new Cosine(2e-5, 100);

    @Override
    public String name() {
      return NAME;
    }
  }

  /** The learning rate of epoch 0 throughout. */
  record Constant() implements ScheduleConfig {
    public static final String NAME = "constant";

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * The learning rate is multiplied by a factor every so many epochs.
   *
   * @param epochs between two multiplications
   * @param factor above 0, at most 1
   */
  record Step(int epochs, double factor) implements ScheduleConfig {
    public static final String NAME = "step";

    /** That of PyTorch's ImageNet example. */
    public static final Step DEFAULT = new Step(30, 0.1);

    @Override
    public String name() {
      return NAME;
    }
  }
}
