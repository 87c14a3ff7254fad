package gradlab.bench.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildTest {
  @Test
  void answersAmongOtherOutput() {
    try (var child = FakeChild.start("fake", 7, false)) {
      assertThat(child.ask(Fields.of("do", "gemm")).numbers("ns")).containsExactly(7);
      assertThat(child.ask(Fields.of("do", "gemm")).numbers("ns")).containsExactly(7);
    }
  }

  @Test
  void oneThatEndsIsNamedWithItsLastOutput() {
    try (var child = FakeChild.start("our worker", 7, false)) {
      assertThatThrownBy(() -> child.ask(Fields.of("do", "end")))
          .isInstanceOf(ChildFailure.class)
          .hasMessageContaining("our worker ended with exit code 134 at 'do=end'")
          .hasMessageContaining("log: do=end\n  out of native memory");
      assertThatThrownBy(() -> child.ask(Fields.of("do", "gemm")))
          .isInstanceOf(ChildFailure.class)
          .hasMessageContaining("out of native memory");
    }
  }

  @Test
  void onlyTheLastOutputIsKept() {
    try (var child = FakeChild.start("our worker", 7, false)) {
      for (int i = 0; i < 20; i++) {
        child.ask(Fields.of("do", "gemm").with("n", i));
      }
      assertThatThrownBy(() -> child.ask(Fields.of("do", "end")))
          .hasMessageContaining("n=19")
          .hasMessageNotContaining("n=1\n");
    }
  }

  @Test
  void oneThatCannotBeStartedIsNamed() {
    assertThatThrownBy(() -> Child.start("libtorch", new ProcessBuilder("/no/such/program")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("libtorch");
  }
}
