package gradlab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonLineTest {
  @Test
  void fieldsInOrder() {
    var line =
        new JsonLine()
            .with("network", "VGG_38")
            .with("ms", 67.123456)
            .with("rounds", 5)
            .with("jemalloc", true);

    assertThat(line)
        .hasToString("{\"network\":\"VGG_38\",\"ms\":67.123,\"rounds\":5,\"jemalloc\":true}");
    assertThat(new JsonLine()).hasToString("{}");
  }

  @Test
  void fiveDigitsWithoutExponent() {
    assertThat(new JsonLine().with("x", 1234567.8)).hasToString("{\"x\":1234600}");
    assertThat(new JsonLine().with("x", 0.000012345678)).hasToString("{\"x\":0.000012346}");
    assertThat(new JsonLine().with("x", 2.0)).hasToString("{\"x\":2}");
    assertThat(new JsonLine().with("x", 0.0)).hasToString("{\"x\":0}");
    assertThat(new JsonLine().with("x", -0.5)).hasToString("{\"x\":-0.5}");
    assertThat(new JsonLine().with("x", 1455277L)).hasToString("{\"x\":1455277}");
  }

  @Test
  void textIsEscaped() {
    assertThat(new JsonLine().with("a\"b", "c:\\d\n\u0001é"))
        .hasToString("{\"a\\\"b\":\"c:\\\\d\\u000a\\u0001é\"}");
  }

  @Test
  void whatJsonHasNoWordForIsRefused() {
    assertThatThrownBy(() -> new JsonLine().with("ratio", Double.NaN))
        .hasMessageContaining("ratio is NaN");
    assertThatThrownBy(() -> new JsonLine().with("ratio", Double.POSITIVE_INFINITY))
        .hasMessageContaining("Infinity");
  }
}
