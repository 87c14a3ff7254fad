package gradlab.client.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("start", "stop", "runs", "show", "val_acc", "best_val_acc", "--epochs", "--block");

  @ParameterizedTest
  @CsvSource({
    "strat, start",
    "stpo, stop",
    "run, runs",
    "SHOW, show",
    "val-acc, val_acc",
    "vall_acc, val_acc",
    "best_val_ac, best_val_acc",
    "--epoch, --epochs",
    "--blok, --block"
  })
  void slipsAreUnderstood(String typed, String meant) {
    assertThat(Nearest.of(typed, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"banana", "x", "epochs_of_training", "--z"})
  void whatIsNothingLikeItIsNotGuessed(String typed) {
    assertThat(Nearest.of(typed, KNOWN)).isEmpty();
  }

  @Property(tries = 500)
  void whatIsKnownIsItsOwnNearest(@ForAll String typed) {
    assertThat(KNOWN).containsAll(Nearest.of(typed, KNOWN).stream().toList());
    KNOWN.forEach(name -> assertThat(Nearest.of(name, KNOWN)).contains(name));
  }
}
