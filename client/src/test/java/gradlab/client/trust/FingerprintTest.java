package gradlab.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.client.console.ExitCode;
import gradlab.client.console.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void readsOursAndThatOfOpenssl() {
    var expected = new Fingerprint(HEX);
    assertThat(expected).hasToString("SHA256:" + HEX);
    String pairs = HEX.toUpperCase().replaceAll("(..)(?!$)", "$1:");
    for (String text : new String[] {expected.toString(), HEX, "sha256:" + HEX, pairs}) {
      assertThat(Fingerprint.parse(text, "here")).as(text).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SHA256:", "SHA1:0123", "SHA256:0123", "xyz"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Fingerprint.parse(text, "--fingerprint"))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--fingerprint: '" + text + "'");
    assertThatThrownBy(() -> Fingerprint.parse("SHA256:" + HEX + "0", "x"))
        .isInstanceOf(Failure.class);
  }
}
