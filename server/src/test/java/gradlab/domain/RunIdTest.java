package gradlab.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
  @Test
  void isWhatUsersType() {
    assertThat(RunId.of("vgg-08-s0-7f3a2c")).hasToString("vgg-08-s0-7f3a2c");
    assertThat(RunId.of("a".repeat(64)).value()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "..", "a/b", "a b", "a\n", "vgg_08", "ä"})
  void refusesWhatIsNoFileName(String value) {
    assertThatThrownBy(() -> RunId.of(value))
        .isInstanceOf(GradlabException.InvalidRequest.class)
        .hasMessageContaining("run_id")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> RunId.of("a".repeat(65)))
        .isInstanceOf(GradlabException.InvalidRequest.class);
  }
}
