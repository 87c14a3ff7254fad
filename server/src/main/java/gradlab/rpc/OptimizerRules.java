package gradlab.rpc;

import static gradlab.rpc.TrainingRules.FIELD;

import gradlab.domain.OptimizerConfig;
import gradlab.domain.OptimizerConfig.Adam;
import gradlab.domain.OptimizerConfig.Sgd;

/** Fills in and checks the optimiser and what only it has. */
final class OptimizerRules {
  private final gradlab.v1.TrainingConfig asked;
  private final Violations violations;

  OptimizerRules(gradlab.v1.TrainingConfig asked, Violations violations) {
    this.asked = asked;
    this.violations = violations;
  }

  /** The optimiser; where there are violations, only good for finding more of them. */
  OptimizerConfig check() {
    String name = asked.getOptimizer().isEmpty() ? Adam.NAME : asked.getOptimizer();
    switch (name) {
      case Adam.NAME -> {
        if (asked.hasMomentum()) {
          violations.misplaced(FIELD + "momentum", "optimizer sgd", "optimizer adam");
        }
        return adam();
      }
      case Sgd.NAME -> {
        if (asked.hasAdamEpsilon()) {
          violations.misplaced(FIELD + "adam_epsilon", "optimizer adam", "optimizer sgd");
        }
        return sgd();
      }
      default -> {
        violations.unknown(FIELD + "optimizer", name, OptimizerConfig.NAMES);
        sgd();
        return adam();
      }
    }
  }

  private Adam adam() {
    double epsilon = asked.hasAdamEpsilon() ? asked.getAdamEpsilon() : Adam.COURSE.epsilon();
    violations.positive(FIELD + "adam_epsilon", epsilon);
    return new Adam(epsilon);
  }

  private Sgd sgd() {
    double momentum = asked.hasMomentum() ? asked.getMomentum() : Sgd.DEFAULT.momentum();
    if (violations.notNegative(FIELD + "momentum", momentum) && momentum >= 1) {
      violations.add(
          FIELD + "momentum",
          "is %s, must be below 1: else every gradient counts for ever".formatted(momentum));
    }
    return new Sgd(momentum);
  }
}
