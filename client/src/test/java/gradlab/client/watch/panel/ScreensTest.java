package gradlab.client.watch.panel;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.FakeServerService;
import gradlab.client.fake.Samples;
import gradlab.client.watch.Golden;
import gradlab.client.watch.WatchedRuns;
import gradlab.client.watch.grid.ColourDepth;
import gradlab.client.watch.grid.Grid;
import gradlab.client.watch.grid.Look;
import gradlab.client.watch.model.EpochWindow;
import gradlab.client.watch.model.RunHistory;
import gradlab.client.watch.model.Snapshot;
import gradlab.v1.GetServerInfoResponse;
import gradlab.v1.RunEvent;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole screens at some sizes and colour depths, compared with ones that were looked at. */
class ScreensTest {
  private static final Look PLAIN = new Look(ColourDepth.NONE, true);
  private static final Look ASCII = new Look(ColourDepth.NONE, false);
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void utc() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void zoneAgain() {
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @CsvSource({"80,24", "100,30", "200,60", "60,20"})
  void aDeepNetwork(int columns, int rows) {
    check(
        "deep-%dx%d.txt".formatted(columns, rows),
        draw(deep(30), View.FIRST, PLAIN, columns, rows));
  }

  @ParameterizedTest
  @CsvSource({"SIXTEEN", "INDEXED", "TRUE"})
  void colours(ColourDepth depth) {
    var grid = drawn(deep(30), View.FIRST, new Look(depth, true), 80, 24);
    check("deep-80x24-" + depth + ".txt", grid.colouredLines());
  }

  @Test
  void withoutUnicode() {
    var screen = draw(deep(30), View.FIRST, ASCII, 80, 24);
    check("deep-80x24-ascii.txt", screen);
    assertThat(String.join("", screen)).matches("\\p{ASCII}*");
  }

  @Test
  void coloursButNoUnicode() {
    var grid = drawn(deep(30), View.FIRST, new Look(ColourDepth.SIXTEEN, false), 80, 24);
    assertThat(String.join("", grid.lines())).matches("\\p{ASCII}*");
  }

  @Test
  void withBatchNorm() {
    var snapshot = snapshot(WatchedRuns.epochs(12, WatchedRuns.deep(true)));
    check("batch-norm-200x60.txt", draw(snapshot, View.FIRST, PLAIN, 200, 60));
    var each = View.FIRST.full(3).grouped(false).scroll(40);
    check("batch-norm-scrolled-80x24.txt", draw(snapshot, each, PLAIN, 80, 24));
  }

  @Test
  void oneEpoch() {
    check(
        "one-epoch-80x24.txt",
        draw(snapshot(WatchedRuns.epochs(1, WatchedRuns.shallow())), View.FIRST, PLAIN, 80, 24));
  }

  @Test
  void aThousandEpochs() {
    var snapshot = snapshot(WatchedRuns.epochs(1000, WatchedRuns.shallow()));
    check("thousand-epochs-200x60.txt", draw(snapshot, View.FIRST, PLAIN, 200, 60));
    var zoomed = View.FIRST.window(new EpochWindow(20, OptionalInt.of(500)));
    var screen = draw(snapshot, zoomed, PLAIN, 80, 24);
    assertThat(screen).anyMatch(line -> line.matches(" +481 +epoch +500 .*"));
  }

  @Test
  void beforeTheFirstStep() {
    var screen = draw(snapshot(List.of()), View.FIRST, PLAIN, 80, 24);
    check("nothing-80x24.txt", screen);
  }

  @Test
  void lossesThatAreNoNumbers() {
    var events = WatchedRuns.epochs(6, WatchedRuns.shallow());
    events.add(WatchedRuns.epoch(6, Double.NaN, Double.POSITIVE_INFINITY));
    var flow = WatchedRuns.flow(6, WatchedRuns.shallow());
    flow.getGradientFlowBuilder().getLayersBuilder(0).setMeanAbs(Double.NaN);
    flow.getGradientFlowBuilder().getLayersBuilder(3).setMeanAbs(Double.POSITIVE_INFINITY);
    events.add(flow);
    var screen = draw(snapshot(events), View.FIRST, PLAIN, 80, 24);
    check("nan-80x24.txt", screen);
    assertThat(screen)
        .anyMatch(line -> line.contains("train NaN") && line.contains("val Infinity"));
    assertThat(screen).anyMatch(line -> line.contains("NaN/Inf not finite"));
  }

  @Test
  void onlyNaN() {
    var screen =
        draw(
            snapshot(List.of(WatchedRuns.epoch(0, Double.NaN, Double.NaN))),
            View.FIRST,
            PLAIN,
            80,
            24);
    assertThat(screen).anyMatch(line -> line.contains("no number that can be drawn"));
  }

  @Test
  void aLogarithmicLoss() {
    var screen = draw(deep(30), View.FIRST.log(true).full(1), PLAIN, 80, 24);
    check("log-loss-80x24.txt", screen);
  }

  @ParameterizedTest
  @CsvSource({"4", "5"})
  void onePanelAlone(int panel) {
    check(
        "panel-%d-80x24.txt".formatted(panel),
        draw(deep(30), View.FIRST.full(panel), PLAIN, 80, 24));
  }

  @Test
  void theKeysAndTheRuns() {
    check("help-80x24.txt", draw(deep(3), View.FIRST.help(true), PLAIN, 80, 24));
    var runs =
        List.of(
            Samples.run("vgg-38-bn-84e41e", "vgg-38-bn", "VGG_38"),
            Samples.run("vgg-08-plain-8b1228", "with 漢字 and a tab\t", "VGG_08"));
    var picker = Picker.WAITING.of(runs, "vgg-08-plain-8b1228");
    check("picker-80x24.txt", draw(deep(3), View.FIRST.picker(Optional.of(picker)), PLAIN, 80, 24));
    var searched = View.FIRST.picker(Optional.of(picker.filter("38")));
    var screen = draw(deep(3), searched, PLAIN, 80, 24);
    assertThat(screen).anyMatch(line -> line.startsWith("runs (1 of 2)  search: 38_"));
    assertThat(screen).anyMatch(line -> line.startsWith("> vgg-38-bn-84e41e"));
  }

  @Test
  void aPausedViewSaysWhatItMisses() {
    var view = View.FIRST.pausedAt(OptionalLong.of(100));
    assertThat(draw(deep(30), view, PLAIN, 80, 24).get(0)).contains("VIEW PAUSED, 20 new events");
  }

  @ParameterizedTest
  @CsvSource({"59,24", "80,19", "10,2", "1,1"})
  void tooSmallSaysWhatIsNeeded(int columns, int rows) {
    var screen = draw(deep(3), View.FIRST, PLAIN, columns, rows);
    assertThat(String.join(" ", screen)).containsAnyOf("needs 60x20", "gradlab w", "g");
  }

  /** Nothing may reach beyond the screen or fail, whatever its size. */
  @Test
  void anySize() {
    var snapshot = deep(30);
    for (int columns = 60; columns < 260; columns += 23) {
      for (int rows = 20; rows < 70; rows += 11) {
        for (int panel = 0; panel <= Screens.PANEL_COUNT; panel++) {
          var grid = drawn(snapshot, View.FIRST.full(panel), PLAIN, columns, rows);
          assertThat(grid.lines()).hasSize(rows).allMatch(line -> line.length() <= grid.columns());
        }
      }
    }
  }

  private static void check(String name, List<String> screen) {
    assertThat(String.join("\n", screen)).isEqualTo(Golden.screen(name, screen));
  }

  private static List<String> draw(Snapshot snapshot, View view, Look look, int columns, int rows) {
    return drawn(snapshot, view, look, columns, rows).lines();
  }

  private static Grid drawn(Snapshot snapshot, View view, Look look, int columns, int rows) {
    var grid = new Grid(rows, columns);
    Screens.draw(grid, snapshot, view, "gpu.example:50051", "", look);
    return grid;
  }

  private static Snapshot deep(int epochs) {
    return snapshot(WatchedRuns.epochs(epochs, WatchedRuns.deep(false)));
  }

  private static Snapshot snapshot(List<RunEvent.Builder> events) {
    var run = WatchedRuns.run("vgg-38-plain-b6dd81", "VGG_38-s0", "VGG_38", 100);
    var history = new RunHistory(run);
    long seq = 0;
    for (RunEvent.Builder event : events) {
      event.setSeq(++seq).getTimeBuilder().setSeconds(1_790_000_000 + seq);
      history.event(event.build());
    }
    history.server(serverInfo());
    if (!events.isEmpty()) {
      history.diagnosis(Samples.vanishing());
    }
    return history.snapshot();
  }

  private static GetServerInfoResponse serverInfo() {
    List<GetServerInfoResponse> answers = new ArrayList<>();
    new FakeServerService()
        .getServerInfo(
            gradlab.v1.GetServerInfoRequest.getDefaultInstance(),
            new StreamObserver<>() {
              @Override
              public void onNext(GetServerInfoResponse answer) {
                answers.add(answer);
              }

              @Override
              public void onError(Throwable failure) {
                throw new AssertionError(failure);
              }

              @Override
              public void onCompleted() {}
            });
    return answers.get(0);
  }
}
