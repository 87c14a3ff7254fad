package gradlab.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassPriorTest {
  @Test
  void equallyFrequentClassesCostTheLogarithmOfTheirNumber() {
    var prior = ClassPrior.of(new int[] {0, 1, 2, 3}, new int[] {2});
    assertThat(prior.trainLoss()).isCloseTo(Math.log(4), within(1e-12));
    assertThat(prior.valLoss()).isCloseTo(Math.log(4), within(1e-12));
  }

  @Test
  void frequenciesAreThoseOfTheTrainingImages() {
    var prior = ClassPrior.of(new int[] {0, 0, 0, 1}, new int[] {0, 1});
    assertThat(prior.trainLoss())
        .isCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), within(1e-12));
    assertThat(prior.valLoss())
        .isCloseTo(-0.5 * Math.log(0.75) - 0.5 * Math.log(0.25), within(1e-12));
  }

  @Test
  void aClassThatWasNeverSeenCostsInfinitelyMuch() {
    assertThat(ClassPrior.of(new int[] {0, 0}, new int[] {1}).valLoss()).isInfinite();
    assertThat(ClassPrior.of(new int[] {5}, new int[] {5})).isEqualTo(new ClassPrior(0, 0));
  }
}
