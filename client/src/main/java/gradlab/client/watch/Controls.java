package gradlab.client.watch;

import gradlab.client.watch.model.EpochWindow;
import gradlab.client.watch.model.Snapshot;
import gradlab.client.watch.panel.Picker;
import gradlab.client.watch.panel.Screens;
import gradlab.client.watch.panel.View;
import gradlab.client.watch.terminal.Key;
import gradlab.client.watch.terminal.Key.Name;
import java.util.Optional;
import java.util.OptionalLong;

/** What the keys do. */
final class Controls {
  private static final int PAGE = 10;

  private View view = View.FIRST;

  View view() {
    return view;
  }

  void view(View changed) {
    view = changed;
  }

  /**
   * Changes the view.
   *
   * @param snapshot what is on the screen
   */
  Wish press(Key key, Snapshot snapshot) {
    if (key.name() == Name.INTERRUPT || key.name() == Name.END_OF_INPUT) {
      return new Wish.Leave(true);
    }
    if (key.name() == Name.REDRAW) {
      return new Wish.Redraw();
    }
    if (view.help()) {
      view = view.help(false);
      return new Wish.Nothing();
    }
    return view.picker()
        .map(picker -> choosing(key, picker))
        .orElseGet(() -> watching(key, snapshot));
  }

  private Wish choosing(Key key, Picker picker) {
    switch (key.name()) {
      case ENTER -> {
        view = view.picker(Optional.empty());
        return picker.chosen().<Wish>map(Wish.Choose::new).orElseGet(Wish.Nothing::new);
      }
      case ESCAPE -> view = view.picker(Optional.empty());
      case UP -> view = view.picker(Optional.of(picker.move(-1)));
      case DOWN, TAB -> view = view.picker(Optional.of(picker.move(1)));
      case PAGE_UP -> view = view.picker(Optional.of(picker.move(-PAGE)));
      case PAGE_DOWN -> view = view.picker(Optional.of(picker.move(PAGE)));
      case HOME -> view = view.picker(Optional.of(picker.move(-picker.matching().size())));
      case END -> view = view.picker(Optional.of(picker.move(picker.matching().size())));
      case BACKSPACE -> {
        String filter = picker.filter();
        String shorter = filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1);
        view = view.picker(Optional.of(picker.filter(shorter)));
      }
      case CHARACTER ->
          view = view.picker(Optional.of(picker.filter(picker.filter() + key.character())));
      case LEFT, RIGHT, REDRAW, INTERRUPT, END_OF_INPUT, UNKNOWN -> {
        // They mean nothing in a list.
      }
    }
    return new Wish.Nothing();
  }

  private Wish watching(Key key, Snapshot snapshot) {
    int newest = snapshot.newestEpoch();
    EpochWindow window = view.window();
    switch (key.name()) {
      case CHARACTER -> {
        return character(key.character(), snapshot);
      }
      case LEFT -> view = view.window(window.earlier(newest));
      case RIGHT -> view = view.window(window.later(newest));
      case UP -> scroll(-1, snapshot);
      case DOWN -> scroll(1, snapshot);
      case PAGE_UP -> scroll(-PAGE, snapshot);
      case PAGE_DOWN -> scroll(PAGE, snapshot);
      case HOME -> scroll(-snapshot.layers().size(), snapshot);
      case END -> scroll(snapshot.layers().size(), snapshot);
      case TAB -> view = view.full(view.full() % Screens.PANEL_COUNT + 1);
      case ESCAPE -> view = view.full(0);
      case ENTER, BACKSPACE, REDRAW, INTERRUPT, END_OF_INPUT, UNKNOWN -> {
        // They mean nothing here.
      }
    }
    return new Wish.Nothing();
  }

  private Wish character(char pressed, Snapshot snapshot) {
    int newest = snapshot.newestEpoch();
    switch (pressed) {
      case 'q', 'Q' -> {
        return new Wish.Leave(false);
      }
      case 'r' -> {
        view = view.picker(Optional.of(Picker.WAITING));
        return new Wish.ListRuns();
      }
      case 'n' -> {
        return new Wish.Neighbour(1);
      }
      case 'b', 'N' -> {
        return new Wish.Neighbour(-1);
      }
      case 'p', ' ' ->
          view =
              view.pausedAt(
                  view.pausedAt().isPresent()
                      ? OptionalLong.empty()
                      : OptionalLong.of(snapshot.lastSeq()));
      case 'l' -> view = view.log(!view.log());
      case 'g' -> view = view.grouped(!view.grouped());
      case '+', '=' -> view = view.window(view.window().narrower(newest));
      case '-', '_' -> view = view.window(view.window().wider(newest));
      case '0' -> view = view.window(EpochWindow.ALL);
      case '?', 'h' -> view = view.help(true);
      default -> {
        int panel = pressed - '0';
        if (panel >= 1 && panel <= Screens.PANEL_COUNT) {
          view = view.full(view.full() == panel ? 0 : panel);
        }
      }
    }
    return new Wish.Nothing();
  }

  /** Scrolling shows each layer in a row of its own. */
  private void scroll(int layers, Snapshot snapshot) {
    View each = view.grouped() ? view.grouped(false) : view;
    int last = Math.max(0, snapshot.layers().size() - 1);
    view = each.scroll(Math.max(0, Math.min(last, each.scroll() + layers)));
  }
}
