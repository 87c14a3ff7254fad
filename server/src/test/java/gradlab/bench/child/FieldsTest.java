package gradlab.bench.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void aLineGoesThereAndBack() {
    var fields =
        Fields.of("do", "open")
            .with("data_dir", "/a folder/50 % = half\nnew line, ünïcode")
            .with("batch", 100)
            .with("empty", "")
            .with("step_ns", new long[] {3, 1, 2});

    assertThat(fields.line()).doesNotContain("\n").startsWith("do=open data_dir=");
    assertThat(fields.line()).endsWith("batch=100 empty= step_ns=3,1,2");
    assertThat(Fields.parse(fields.line())).isEqualTo(fields);
  }

  @Test
  void valuesHaveTypes() {
    var fields = Fields.parse("  steps=5   bytes=9000000000 ns=7 list=1,2 ");

    assertThat(fields.integer("steps")).isEqualTo(5);
    assertThat(fields.number("bytes")).isEqualTo(9_000_000_000L);
    assertThat(fields.numbers("ns")).containsExactly(7);
    assertThat(fields.numbers("list")).containsExactly(1, 2);
    assertThat(fields.has("ns")).isTrue();
    assertThat(fields.has("path")).isFalse();
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> Fields.parse("do=open VGG_08")).hasMessageContaining("'VGG_08'");
    assertThatThrownBy(() -> Fields.parse("")).hasMessageContaining("not key=value");
    assertThatThrownBy(() -> Fields.parse("a=1").text("b")).hasMessageContaining("no field b");
  }
}
