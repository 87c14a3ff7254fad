package gradlab.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import gradlab.client.fake.Samples;
import gradlab.client.watch.model.RunHistory;
import gradlab.client.watch.model.Snapshot;
import gradlab.client.watch.panel.Picker;
import gradlab.client.watch.terminal.Key;
import gradlab.client.watch.terminal.Key.Name;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlsTest {
  private final Controls controls = new Controls();
  private final Snapshot snapshot = snapshot();

  @Test
  void leaving() {
    assertThat(type("q")).isEqualTo(new Wish.Leave(false));
    assertThat(press(Name.INTERRUPT)).isEqualTo(new Wish.Leave(true));
    assertThat(press(Name.END_OF_INPUT)).isEqualTo(new Wish.Leave(true));
  }

  @Test
  void panelsAloneAndAllAgain() {
    type("3");
    assertThat(controls.view().full()).isEqualTo(3);
    type("3");
    assertThat(controls.view().full()).isZero();
    press(Name.TAB);
    press(Name.TAB);
    assertThat(controls.view().full()).isEqualTo(2);
    press(Name.ESCAPE);
    assertThat(controls.view().full()).isZero();
    type("9");
    assertThat(controls.view().full()).isZero();
  }

  @Test
  void zoomAndMove() {
    type("+");
    assertThat(controls.view().window().from(snapshot.newestEpoch())).isEqualTo(20);
    press(Name.LEFT);
    assertThat(controls.view().window().from(snapshot.newestEpoch())).isEqualTo(10);
    press(Name.RIGHT);
    assertThat(controls.view().window().last()).isEmpty();
    type("-");
    assertThat(controls.view().window().width()).isZero();
    type("++0");
    assertThat(controls.view().window().width()).isZero();
  }

  @Test
  void scrollingStopsAtTheEnds() {
    press(Name.DOWN);
    assertThat(controls.view().grouped()).isFalse();
    assertThat(controls.view().scroll()).isEqualTo(1);
    press(Name.PAGE_DOWN);
    press(Name.END);
    assertThat(controls.view().scroll()).isEqualTo(38);
    press(Name.HOME);
    press(Name.UP);
    assertThat(controls.view().scroll()).isZero();
    type("g");
    assertThat(controls.view().grouped()).isTrue();
  }

  @Test
  void pauseAndLog() {
    type("pl");
    assertThat(controls.view().pausedAt()).hasValue(160);
    assertThat(controls.view().log()).isTrue();
    type(" l");
    assertThat(controls.view().pausedAt()).isEmpty();
    assertThat(controls.view().log()).isFalse();
  }

  @Test
  void anyKeyLeavesTheHelp() {
    type("?");
    assertThat(controls.view().help()).isTrue();
    assertThat(type("q")).isEqualTo(new Wish.Nothing());
    assertThat(controls.view().help()).isFalse();
  }

  @Test
  void choosingARun() {
    assertThat(type("r")).isEqualTo(new Wish.ListRuns());
    var runs = List.of(Samples.run("a1", "one", "VGG_08"), Samples.run("b2", "two", "VGG_08"));
    controls.view(controls.view().picker(Optional.of(Picker.WAITING.of(runs, "b2"))));
    assertThat(controls.view().picker().get().chosen()).contains(runs.get(1));
    press(Name.UP);
    press(Name.UP);
    assertThat(controls.view().picker().get().chosen()).contains(runs.get(0));
    type("TW");
    assertThat(press(Name.ENTER)).isEqualTo(new Wish.Choose(runs.get(1)));
    assertThat(controls.view().picker()).isEmpty();
  }

  @Test
  void theNumberOfRunsFoundMayBeNone() {
    type("r");
    controls.view(controls.view().picker(Optional.of(Picker.WAITING.of(List.of(), "x"))));
    type("qq");
    press(Name.BACKSPACE);
    assertThat(controls.view().picker().get().filter()).isEqualTo("q");
    assertThat(press(Name.ENTER)).isEqualTo(new Wish.Nothing());
    type("r");
    press(Name.ESCAPE);
    assertThat(controls.view().picker()).isEmpty();
  }

  @Test
  void neighbours() {
    assertThat(type("n")).isEqualTo(new Wish.Neighbour(1));
    assertThat(type("b")).isEqualTo(new Wish.Neighbour(-1));
    assertThat(press(Name.REDRAW)).isEqualTo(new Wish.Redraw());
  }

  private Wish type(String characters) {
    Wish last = new Wish.Nothing();
    for (char c : characters.toCharArray()) {
      last = controls.press(new Key(Name.CHARACTER, c), snapshot);
    }
    return last;
  }

  private Wish press(Name name) {
    return controls.press(new Key(name, (char) 0), snapshot);
  }

  private static Snapshot snapshot() {
    var history = new RunHistory(Samples.run("b2", "two", "VGG_38"));
    long seq = 0;
    for (var event : WatchedRuns.epochs(40, WatchedRuns.deep(false))) {
      history.event(event.setSeq(++seq).build());
    }
    return history.snapshot();
  }
}
