package gradlab.client.runfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "90s, PT90S",
    "10m, PT10M",
    "1h30m, PT1H30M",
    "30d, P30D",
    "500ms, PT0.5S",
    "1.5s, PT1.5S",
    "2m5ms, PT2M0.005S",
    "0s, PT0S"
  })
  void readsWhatPeopleWrite(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "soon", "-5s", "5 s", "s", "1.5m", "5s4m", "1.s", "1.0000000001s"})
  void andNothingElse(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Property(tries = 300)
  void readsWhatItWrites(
      @ForAll @LongRange(min = 0, max = 315_576_000_000L) long seconds,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
    for (var d : new Duration[] {Duration.ofSeconds(seconds), Duration.ofSeconds(seconds, nanos)}) {
      assertThat(DurationText.parse(DurationText.of(d))).contains(d);
    }
  }
}
