package gradlab.client.watch.grid;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LookTest {
  @ParameterizedTest
  @CsvSource({
    "xterm, '', '', '', 8, SIXTEEN",
    "xterm-256color, '', '', '', 256, INDEXED",
    "xterm-256color, '', '', '', 0, INDEXED",
    "xterm-256color, truecolor, '', '', 256, TRUE",
    "tmux-256color, 24bit, '', x, 256, TRUE",
    "xterm-direct, '', '', '', 16777216, TRUE",
    "screen, truecolor, '', '', 8, SIXTEEN",
    "screen, truecolor, '', x, 8, TRUE",
    "xterm-256color, truecolor, 1, '', 256, NONE",
    "dumb, truecolor, '', '', 0, NONE",
    "vt100, '', '', '', 0, NONE"
  })
  void depth(String term, String says, String noColour, String tmux, int colours, ColourDepth is) {
    var environment =
        new HashMap<>(Map.of("TERM", term, "COLORTERM", says, "NO_COLOR", noColour, "TMUX", tmux));
    var out = new PrintStream(new ByteArrayOutputStream());
    var console = new Console(out, out, environment, true, true);
    assertThat(ColourDepth.of(console, colours)).isEqualTo(is);
  }

  @ParameterizedTest
  @EnumSource(names = {"SIXTEEN", "INDEXED", "TRUE"})
  void zeroAndNoNumberAreNotOnTheScale(ColourDepth depth) {
    var look = new Look(depth, true);
    Set<Integer> scale = new HashSet<>();
    for (int i = 0; i <= 100; i++) {
      scale.add(look.heat(i / 100.0));
    }
    assertThat(scale)
        .hasSizeGreaterThan(5)
        .doesNotContain(
            Style.DEFAULT,
            look.style(Role.ZERO).foreground(),
            look.style(Role.NOT_FINITE).foreground());
    assertThat(look.style(Role.TRAINING)).isNotEqualTo(look.style(Role.VALIDATION));
  }

  @Test
  void withoutColoursShadesTellValuesApart() {
    var look = new Look(ColourDepth.NONE, true);
    assertThat(look.shade(0)).isEqualTo('.');
    assertThat(look.shade(1)).isEqualTo('@');
    assertThat(look.shade(Double.NaN)).isEqualTo('.');
    for (Role role : Role.values()) {
      assertThat(look.style(role).foreground()).isEqualTo(Style.DEFAULT);
    }
  }
}
