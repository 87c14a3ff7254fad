package gradlab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradlab.domain.GradlabException.InvalidRequest;
import gradlab.domain.RunId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
  @Test
  void isReadAsItWasWritten() {
    var token = new PageToken(Long.MAX_VALUE, RunId.of("vgg-08-plain-0a1b2c"));
    assertThat(PageToken.parse(token.toString())).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", ".a", "1.", "-1.a", "1.A", "1.../x", "9223372036854775808.a", "1.a\n"})
  void anyOtherTextIsTheClientsError(String text) {
    assertThatThrownBy(() -> PageToken.parse(text))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("page_token");
  }
}
