package gradlab.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Samples;
import gradlab.v1.Run;
import gradlab.v1.RunEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressViewTest {
  private static final Run RUN = Samples.run("r1", "one", "VGG_08");
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void drawsAtMostFourTimesASecond() throws Exception {
    try (var terminal = terminal("xterm", 120)) {
      var view = view(terminal, Glyphs.UNICODE);
      for (int step = 1; step <= 100; step++) {
        view.event(Samples.step(0, 1 + step % 37, 4.0 + step).build());
        nanos.addAndGet(Duration.ofMillis(10).toNanos());
      }
      view.close();
    }
    assertThat(shown().chars().filter(c -> c == '\r').count()).isBetween(4L, 6L);
  }

  @Test
  void showsWhereTheRunIsAndHowLongItTakes() throws Exception {
    try (var terminal = terminal("xterm", 120)) {
      var view = view(terminal, Glyphs.UNICODE);
      view.event(Samples.step(0, 19, 4.6051).build());
      assertThat(shown())
          .startsWith("\rone  epoch 1/2  [█████")
          .contains("░░]  step 19/76  loss 4.6051  acc 0.0125  1000 images/s  ETA 2s");
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      view.event(Samples.epoch(0, 4.4).build());
      // The finished epoch replaces the bar, which is drawn again below it.
      assertThat(shown())
          .contains("one  epoch 0  train loss 4.4000 acc 0.0625  val loss 4.5000 acc 0.0300");
      view.close();
      assertThat(shown()).endsWith("\r\u001b[K");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 100, 200})
  void theStatusLineFitsAnyTerminal(int columns) throws Exception {
    try (var terminal = terminal("xterm", columns)) {
      var view = view(terminal, Glyphs.ASCII);
      view.event(Samples.step(1, 30, 4.6).build());
      String line = shown().replaceAll("\r|\u001b\\[K", "");
      assertThat(line).isNotEmpty();
      assertThat(line.length()).isLessThan(columns);
      view.close();
    }
  }

  @Test
  void onADumbTerminalThereAreOnlyWholeLines() throws Exception {
    try (var terminal =
        new DumbTerminal(
            "test",
            "dumb",
            new ByteArrayInputStream(new byte[0]),
            screen,
            StandardCharsets.UTF_8)) {
      var view = view(terminal, Glyphs.ASCII);
      view.event(Samples.step(0, 1, 4.6).build());
      view.event(Samples.epoch(0, 4.4).build());
      view.message("lost the server");
      view.close();
    }
    assertThat(shown().lines().toList()).hasSize(2).last().isEqualTo("lost the server");
    assertThat(shown()).doesNotContain("\u001b");
  }

  @Test
  void beforeTheFirstStepItShowsTheState() throws Exception {
    try (var terminal = terminal("xterm", 80)) {
      var view = view(terminal, Glyphs.ASCII);
      nanos.addAndGet(Duration.ofSeconds(75).toNanos());
      view.idle();
      assertThat(shown()).startsWith("\rone  RUNNING  1m15s");
      view.close();
    }
  }

  @Test
  void maxStepsBoundTheEstimate() {
    var training = RUN.getConfig().getTraining().toBuilder().setEpochs(100).setMaxSteps(40).build();
    RunEvent step = Samples.step(0, 20, 4.6).build();
    var estimate = new Estimate(training);
    assertThat(estimate.totalSteps(step.getStep())).isEqualTo(40);
    assertThat(estimate.share(step.getStep())).isEqualTo(0.5);
    assertThat(estimate.left(step.getStep())).isEqualTo(Duration.ofMillis(1000));
    estimate.epoch(Samples.epoch(0, 4.4).build().getEpoch()); // 2.5 s for 38 steps
    assertThat(estimate.left(step.getStep())).isEqualTo(Duration.ofMillis(1315));
  }

  private ProgressView view(Terminal terminal, Glyphs glyphs) {
    return new ProgressView("one", RUN, new StatusLine(terminal, nanos::get), glyphs, nanos::get);
  }

  /** A terminal that only writes; its type says what it can. */
  private Terminal terminal(String type, int columns) throws Exception {
    var terminal =
        new DumbTerminal(
            "test", type, new ByteArrayInputStream(new byte[0]), screen, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(columns, 24));
    return terminal;
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}
