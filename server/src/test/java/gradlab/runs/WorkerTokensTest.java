package gradlab.runs;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.domain.RunId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerTokensTest {
  @Test
  void knowsTheTokensOfRunsAtWorkOnly() {
    var tokens = new WorkerTokens();
    var one = ConnectionFile.create("x:1", new RunId("one"), 1, Duration.ofMinutes(10));
    var two = ConnectionFile.create("x:1", new RunId("two"), 1, Duration.ofMinutes(10));
    tokens.admit(one);
    tokens.admit(two);
    assertThat(tokens.runOf(two.token())).contains(new RunId("two"));
    assertThat(tokens.runOf(two.token().substring(1))).isEmpty();
    assertThat(tokens.runOf("")).isEmpty();
    tokens.revoke(new RunId("two"));
    assertThat(tokens.runOf(two.token())).isEmpty();
    assertThat(tokens.runOf(one.token())).contains(new RunId("one"));
  }
}
