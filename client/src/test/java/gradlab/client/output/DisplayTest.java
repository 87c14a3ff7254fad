package gradlab.client.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {
  @ParameterizedTest
  @CsvSource({"0,0s", "59,59s", "60,1m00s", "3599,59m59s", "7500,2h05m", "273600,3d04h", "-5,0s"})
  void durations(long seconds, String shown) {
    assertThat(Display.duration(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "169001437,169.0 MB", "8000000000,8.0 GB"})
  void bytes(long bytes, String shown) {
    assertThat(Display.bytes(bytes)).isEqualTo(shown);
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(Display.width("勾配")).isEqualTo(4);
    assertThat(Display.cut("勾配流れ", 5)).isEqualTo("勾..");
  }

  @Test
  void textOfOthersCannotDriveTheTerminal() {
    assertThat(Display.oneLine("a\u001b[2Jb\r\nc\u009bd")).isEqualTo("a [2Jb  c d");
  }

  @Property
  void whatIsCutFits(@ForAll String text, @ForAll @IntRange(max = 40) int columns) {
    String clean = Display.oneLine(text);
    assertThat(Display.width(Display.cut(clean, columns))).isLessThanOrEqualTo(columns);
  }
}
